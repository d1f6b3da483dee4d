package io.agencyswarm.net;

import io.agencyswarm.error.AgencyException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads for calls of the operating system that can block and that nothing can interrupt: looking up a name, opening a
 * file. On a virtual thread such a call would occupy one of the few threads that carry all runs; here it can delay only
 * other such calls.
 */
@Singleton
public class PlatformThreads {

    private static final int THREADS = 64;
    private static final int MAX_WAITING = 1_024;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    /** Creates a pool whose threads start on demand. */
    public PlatformThreads() {
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("agency-swarm-blocking-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** Interrupts the running calls. */
    @PreDestroy
    public void close() {
        pool.shutdownNow();
    }

    /**
     * Executes work on one of the threads, and waits for it until the deadline at most.
     *
     * @throws TimeoutException if the deadline has passed, or too much other work is waiting for a thread
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IOException if the work failed with one
     */
    public <T> T call(Callable<T> work, Deadline deadline) throws InterruptedException, TimeoutException, IOException {
        FutureTask<T> result = new FutureTask<>(work);
        try {
            pool.execute(result);
            return result.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException expected -> throw expected;
                case AgencyException expected -> throw expected;
                case VirtualMachineError fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (RejectedExecutionException e) {
            TimeoutException full = new TimeoutException("too much other work is waiting for a thread");
            full.initCause(e);
            throw full;
        } finally {
            if (result.cancel(true)) {
                // Otherwise the work, and what it refers to, would stay in the queue while all threads are blocked.
                pool.remove(result);
            }
        }
    }
}
