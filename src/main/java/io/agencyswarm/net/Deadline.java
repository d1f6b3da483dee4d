package io.agencyswarm.net;

import java.time.Duration;

/**
 * When something has to be over.
 *
 * @param nanos by the clock of {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    /** The deadline that is {@code limit} away. */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** What is left of the time, not below zero. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** How long to wait for something that may take {@code limit} by itself. */
    public Duration atMost(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
