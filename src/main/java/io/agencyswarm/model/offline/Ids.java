package io.agencyswarm.model.offline;

import java.util.concurrent.atomic.AtomicLong;

/** Ids such as {@code msg_00000001}: one counter for all kinds, so that a test can tell the order. Safe for threads. */
public final class Ids {

    private final AtomicLong counter = new AtomicLong();

    /** The next id of a kind. */
    public String next(String kind) {
        return "%s_%08d".formatted(kind, counter.incrementAndGet());
    }

    /** Begins anew. */
    public void reset() {
        counter.set(0);
    }
}
