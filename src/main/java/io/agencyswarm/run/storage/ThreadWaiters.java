package io.agencyswarm.run.storage;

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

    private final ConcurrentMap<ThreadKey, NextRelease> releases = new ConcurrentHashMap<>();

    /**
     * The next release of a thread, for which several runs may wait.
     *
     * @param waiters the number of these runs
     */
    private record NextRelease(CountDownLatch latch, int waiters) {

        private NextRelease withWaiters(int more) {
            return new NextRelease(latch, waiters + more);
        }
    }

    /** A run that waits for the next release of a thread. It must be closed, so that nothing is stored for it. */
    final class Waiter implements AutoCloseable {

        private final ThreadKey thread;
        private final CountDownLatch latch;

        private Waiter(ThreadKey thread, CountDownLatch latch) {
            this.thread = thread;
            this.latch = latch;
        }

        /** Waits until the thread has been released, for at most one second. */
        void await() throws InterruptedException {
            // Whether it was released or not, the run asks the store.
            var _ = latch.await(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            releases.computeIfPresent(thread, (_, next) -> {
                if (!next.latch().equals(latch)) {
                    return next;
                }
                return next.waiters() == 1 ? null : next.withWaiters(-1);
            });
        }
    }

    /** Adds a run that waits for the next release of a thread. Must be called before the store is asked. */
    Waiter add(ThreadKey thread) {
        NextRelease joined = releases.compute(
                thread, (_, next) -> next == null ? new NextRelease(new CountDownLatch(1), 1) : next.withWaiters(1));
        return new Waiter(thread, joined.latch());
    }

    /** Wakes the waiting runs, because a run of this process has released the thread. */
    void release(ThreadKey thread) {
        NextRelease next = releases.remove(thread);
        if (next != null) {
            next.latch().countDown();
        }
    }

    /** Returns the number of threads that runs wait for. */
    int size() {
        return releases.size();
    }
}
