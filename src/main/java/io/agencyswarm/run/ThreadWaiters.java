package io.agencyswarm.run;

import io.agencyswarm.store.ThreadKey;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the runs that wait for a thread when a run of this process has given it free. What other processes do is found
 * by asking the store again, once a second. Safe for several threads.
 */
@Singleton
class ThreadWaiters {

    private static final long ROUND_MILLIS = 1_000;

    private final ConcurrentMap<ThreadKey, CountDownLatch> next = new ConcurrentHashMap<>();

    /** What opens when the thread is given free the next time; to be asked for before the store is. */
    CountDownLatch next(ThreadKey thread) {
        return next.computeIfAbsent(thread, none -> new CountDownLatch(1));
    }

    /** Waits until the thread has been given free, for a round at most. */
    void await(ThreadKey thread, CountDownLatch free) throws InterruptedException {
        if (!free.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
            next.remove(thread, free);
        }
    }

    /** A run of this process does not have the thread any more. */
    void free(ThreadKey thread) {
        CountDownLatch waiting = next.remove(thread);
        if (waiting != null) {
            waiting.countDown();
        }
    }
}
