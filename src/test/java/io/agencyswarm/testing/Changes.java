package io.agencyswarm.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets tests wait for changes by another thread, without polling. */
final class Changes {

    private long count;

    /** Signals a change to the waiting tests. */
    synchronized void happened() {
        count++;
        notifyAll();
    }

    /** Waits until {@code condition} is true, and evaluates it after each change. Returns false after the timeout. */
    synchronized boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Waits until nothing has changed for the duration {@code still}. Returns false after the timeout. */
    synchronized boolean awaitStill(Duration still, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < end) {
            long before = count;
            if (!await(() -> count != before, still)) {
                return true;
            }
        }
        return false;
    }
}
