package io.agencyswarm.net;

import io.agencyswarm.error.AgencyException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    /** Creates a pool whose threads start on demand. */
    public PlatformThreads() {
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
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
     * @throws TimeoutException if the deadline has passed
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IOException if the work failed with one
     */
    public <T> T call(Callable<T> work, Deadline deadline) throws InterruptedException, TimeoutException, IOException {
        Future<T> result = pool.submit(work);
        try {
            return result.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException expected -> throw expected;
                case AgencyException expected -> throw expected;
                case VirtualMachineError fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            result.cancel(true);
        }
    }
}
