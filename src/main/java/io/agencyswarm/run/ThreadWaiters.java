package io.agencyswarm.run;

import io.agencyswarm.store.ThreadKey;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the runs that wait for a thread when a run of this process releases it. A thread that another process releases
 * is found by asking the store once a second. Thread-safe.
 */
@Singleton
class ThreadWaiters {

    private static final long ROUND_MILLIS = 1_000;

    private final ConcurrentMap<ThreadKey, CountDownLatch> latches = new ConcurrentHashMap<>();

    /**
     * Returns a latch that opens when the thread is released the next time. Must be called before the store is asked.
     */
    CountDownLatch latch(ThreadKey thread) {
        return latches.computeIfAbsent(thread, _ -> new CountDownLatch(1));
    }

    /** Waits until the thread has been released, for at most one second. */
    void await(ThreadKey thread, CountDownLatch released) throws InterruptedException {
        if (!released.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
            latches.remove(thread, released);
        }
    }

    /** Wakes the waiting runs, because a run of this process has released the thread. */
    void release(ThreadKey thread) {
        CountDownLatch waiting = latches.remove(thread);
        if (waiting != null) {
            waiting.countDown();
        }
    }
}
