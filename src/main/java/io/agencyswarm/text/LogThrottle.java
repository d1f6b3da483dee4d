package io.agencyswarm.text;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Limits the log entries of a lasting fault to one a minute. Safe for several threads. */
public final class LogThrottle {

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Returns whether the fault may be logged now. Returns true at most once a minute. */
    public boolean allows() {
        long due = next.get();
        long now = System.nanoTime();
        return now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS);
    }
}
