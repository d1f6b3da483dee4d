package io.agencyswarm.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets tests wait for what another thread does, without asking again and again. */
final class Changes {

    private long count;

    /** Something that a test may wait for has changed. */
    synchronized void happened() {
        count++;
        notifyAll();
    }

    /** Waits until {@code condition} holds, which is looked at after each change; false if it does not in time. */
    synchronized boolean await(BooleanSupplier condition, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Waits until nothing has changed for as long as {@code still}; false if that does not come in time. */
    synchronized boolean awaitStill(Duration still, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < end) {
            long before = count;
            if (!await(() -> count != before, still)) {
                return true;
            }
        }
        return false;
    }
}
