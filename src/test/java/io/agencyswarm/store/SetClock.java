package io.agencyswarm.store;

import java.time.Duration;
import java.time.Instant;

/** The two clocks of a process, which only a test moves. */
public final class SetClock {

    private volatile long millis = Instant.parse("2026-11-29T10:00:00Z").toEpochMilli();
    // Near its overflow, because a real one may start anywhere.
    private volatile long nanos = Long.MAX_VALUE - Duration.ofHours(1).toNanos();

    /** Returns the time of the wall clock. */
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    /** Returns the time of the monotonic clock. */
    public long nanos() {
        return nanos;
    }

    /** Advances both clocks. */
    public void pass(Duration time) {
        millis += time.toMillis();
        nanos += time.toNanos();
    }

    /** Changes the wall clock, as an administrator may do. */
    public void jump(Duration time) {
        millis += time.toMillis();
    }
}
