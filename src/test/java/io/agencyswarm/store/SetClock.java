package io.agencyswarm.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The two clocks of a process, which only a test moves. */
public final class SetClock {

    private volatile long millis = Instant.parse("2026-11-29T10:00:00Z").toEpochMilli();
    // Near its overflow, because a real one may start anywhere.
    private volatile long nanos = Long.MAX_VALUE - Duration.ofHours(1).toNanos();

    /** As {@link #store}, for other packages. */
    public Store open(Map<String, String> settings) {
        return store(settings);
    }

    /** Returns a store in memory that uses these clocks. */
    MemoryStore store(Map<String, String> settings) {
        StoreSettings read = StoreSettings.of(settings);
        return new MemoryStore(
                read.store(), read.runs(), read.threads(), () -> Instant.ofEpochMilli(millis), this::nanos);
    }

    long nanos() {
        return nanos;
    }

    /** Advances both clocks. */
    public void pass(Duration time) {
        millis += time.toMillis();
        nanos += time.toNanos();
    }

    /** Changes the wall clock, as an administrator may do. */
    void jump(Duration time) {
        millis += time.toMillis();
    }
}
