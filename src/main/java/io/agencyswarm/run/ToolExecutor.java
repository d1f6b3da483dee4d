package io.agencyswarm.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolResult;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where tools work: on platform threads, because a tool that computes would hold a carrier of virtual threads, and with
 * a few of them every run would stand still. There is a place for {@code agency-swarm.limits.tools} calls at a time;
 * further ones wait. A call that is given up while it ignores its interrupt gives its place back, up to as many again.
 */
@Singleton
class ToolExecutor {

    private static final int IDLE_SECONDS = 60;

    private final RunConfig limits;
    private final int most;
    private final Semaphore places;
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final ExecutorService threads;

    /** The call at work on a thread of these. */
    private final ThreadLocal<@Nullable Task<?>> current = new ThreadLocal<>();

    @Inject
    ToolExecutor(RunConfig limits) {
        this.limits = limits;
        this.most = limits.tools();
        this.places = new Semaphore(most, true);
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform()
                        .daemon()
                        .name("agency-swarm-tool-", 0)
                        // A thread outlives the run that needed it first.
                        .inheritInheritableThreadLocals(false)
                        .factory());
    }

    /** Has the caller's surroundings on the tool's thread while the tool works there. */
    interface Surroundings {
        ToolResult within(Callable<ToolResult> work) throws Exception;
    }

    /** A call that did not come to its end; the message is a sentence for whoever called. */
    static final class UnfinishedException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnfinishedException(String sentence, Exception cause) {
            super(sentence, cause);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    /**
     * Calls the tool and waits for it.
     *
     * @throws InterruptedException if the caller was interrupted; the tool is, too
     * @throws ExecutionException with whatever the tool threw as its cause
     * @throws UnfinishedException if the tool did not end in time, or there was no thread for it
     */
    ToolResult call(Tool tool, ToolContext context, ObjectNode arguments, Surroundings surroundings)
            throws InterruptedException, ExecutionException, UnfinishedException {
        Duration limit = tool.timeLimit().orElse(limits.toolTime());
        Callable<ToolResult> work = () -> ToolResult.Value.of(tool.call(context, arguments), limits.toolMediaBytes());
        try {
            return call(() -> surroundings.within(work), limit);
        } catch (TimeoutException e) {
            throw new UnfinishedException(
                    "it did not end within " + text(limit) + ", which is the limit "
                            + (tool.timeLimit().isPresent()
                                    ? "of this tool"
                                    : "for tools (agency-swarm.limits.tool-time)")
                            + ", and was interrupted",
                    e);
        } catch (RejectedExecutionException e) {
            throw new UnfinishedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Does a tool's work and waits for it. Where the caller is interrupted, or the time is over, the work is
     * interrupted and not waited for any longer.
     *
     * @param limit the longest time that the work may take, from when it has its place; zero disables the limit
     * @throws RejectedExecutionException if too many calls that were given up have not ended
     * @throws TimeoutException if the work takes longer
     */
    private <T> T call(Callable<T> work, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        refuseIfTooManyAreLeft();
        Task<T> task = new Task<>(work, Thread.currentThread().getContextClassLoader());
        places.acquire();
        try {
            // The place may be one that was given up while this call waited.
            refuseIfTooManyAreLeft();
        } catch (RejectedExecutionException e) {
            places.release();
            throw e;
        }
        try {
            threads.execute(task::play);
        } catch (RuntimeException | Error e) {
            task.end();
            throw e;
        }
        try {
            return limit.isZero() ? task.get() : task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
            task.leave();
        }
    }

    /**
     * Waits for something for which other tools may have to work. A tool that calls this on its own thread gives its place
     * back meanwhile: else tools that wait for each other could take all of them.
     *
     * @throws InterruptedException if the wait was interrupted, or that for a place afterwards; the tool has no place then
     */
    <T> T releasingPlace(Wait<T> wait) throws InterruptedException {
        Task<?> task = current.get();
        if (task == null || !task.pause()) {
            return wait.get();
        }
        T result;
        try {
            result = wait.get();
        } catch (RuntimeException | Error e) {
            task.resume();
            throw e;
        }
        task.resume();
        return result;
    }

    /** What a tool may wait for. */
    @FunctionalInterface
    interface Wait<T> {
        T get() throws InterruptedException;
    }

    /** A duration in the largest unit that is whole. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0 || millis == 0) {
            return millis + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0) {
            return seconds + " s";
        }
        return seconds % 3_600 != 0 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    private void refuseIfTooManyAreLeft() {
        if (leftBehind.get() >= most) {
            throw new RejectedExecutionException(most + " earlier calls of tools were given up and have not ended yet,"
                    + " which is as many as the service may leave behind (agency-swarm.limits.tools).");
        }
    }

    /** Work that has a place. */
    private final class Task<T> extends FutureTask<T> {

        private final ClassLoader classLoader;

        // Guarded by this.
        private boolean ended;
        private boolean left;
        private boolean paused;

        private Task(Callable<T> work, ClassLoader classLoader) {
            super(work);
            this.classLoader = classLoader;
        }

        private void play() {
            Thread.currentThread().setContextClassLoader(classLoader);
            current.set(this);
            try {
                run();
            } finally {
                current.remove();
                // One that was given up before it began has no result.
                end();
            }
        }

        @Override
        protected void set(T result) {
            end();
            super.set(result);
        }

        @Override
        protected void setException(Throwable e) {
            end();
            super.setException(e);
            if (isCancelled() && e instanceof VirtualMachineError fatal) {
                // Nobody takes the outcome of a call that was left behind.
                throw fatal;
            }
        }

        /** The work is over, and with it the place that it took; before its result is there, so that it is free then. */
        private synchronized void end() {
            if (ended) {
                return;
            }
            ended = true;
            if (left) {
                leftBehind.decrementAndGet();
            } else if (!paused) {
                places.release();
            }
        }

        /**
         * Gives the place back for a while; a call that ends in this time has none to give back.
         *
         * @return whether there was one: a wait within a wait has none, and takes none afterwards
         */
        private synchronized boolean pause() {
            if (left || paused) {
                return false;
            }
            paused = true;
            places.release();
            return true;
        }

        /** Waits for a place. */
        private void resume() throws InterruptedException {
            places.acquire();
            synchronized (this) {
                paused = false;
                if (left || ended) {
                    places.release();
                }
            }
        }

        /** Nobody waits for the work any more: another call may have its place. */
        private synchronized void leave() {
            if (!ended) {
                left = true;
                leftBehind.incrementAndGet();
                if (!paused) {
                    places.release();
                }
            }
        }
    }
}
