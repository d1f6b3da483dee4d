package io.agencyswarm.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The two clocks of a process, which stand still unless a test moves them. */
public final class SetClock {

    private volatile long millis = Instant.parse("2026-11-29T10:00:00Z").toEpochMilli();
    // Near its end, as a real one may begin anywhere.
    private volatile long nanos = Long.MAX_VALUE - Duration.ofHours(1).toNanos();

    /** As {@link #store}, for other packages. */
    public Store open(Map<String, String> settings) {
        return store(settings);
    }

    /** A store in memory that goes by these clocks. */
    MemoryStore store(Map<String, String> settings) {
        StoreSettings read = StoreSettings.of(settings);
        return new MemoryStore(
                read.store(), read.runs(), read.threads(), () -> Instant.ofEpochMilli(millis), this::nanos);
    }

    long nanos() {
        return nanos;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        millis += time.toMillis();
        nanos += time.toNanos();
    }

    /** Sets the wall's clock another time, as an administrator does. */
    void jump(Duration time) {
        millis += time.toMillis();
    }
}
