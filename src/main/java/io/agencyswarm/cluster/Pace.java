package io.agencyswarm.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a fault that lasts from being logged each time it is met. Safe for several threads. */
final class Pace {

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Whether it may be logged now: once a minute. */
    boolean allows() {
        long due = next.get();
        long now = System.nanoTime();
        return now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS);
    }
}
