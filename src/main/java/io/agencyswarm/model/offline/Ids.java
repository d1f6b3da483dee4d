package io.agencyswarm.model.offline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates ids such as {@code msg_00000001}, with one counter for all kinds, so that tests can check the order.
 * Thread-safe.
 */
public final class Ids {

    private final AtomicLong counter = new AtomicLong();

    /** Returns the next id of a kind. */
    public String next(String kind) {
        return "%s_%08d".formatted(kind, counter.incrementAndGet());
    }

    /** Resets the counter. */
    public void reset() {
        counter.set(0);
    }
}
