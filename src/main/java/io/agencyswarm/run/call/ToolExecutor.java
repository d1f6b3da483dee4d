package io.agencyswarm.run.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.RunLimitsConfig;
import io.agencyswarm.text.Durations;
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
 * Executes tools on platform threads: a tool that computes would occupy a carrier of virtual threads, and a few such
 * tools would block every run. At most {@code agency-swarm.limits.tools} calls run at a time; further calls wait for a
 * permit. An abandoned call that ignores its interrupt returns its permit. While as many such calls are left as there
 * are permits, new calls are refused, so at most twice that number of calls occupy a thread.
 */
@Singleton
public class ToolExecutor {

    private static final int IDLE_SECONDS = 60;

    private final RunLimitsConfig limits;
    private final int maxConcurrent;
    private final Semaphore permits;
    private final AtomicInteger abandonedCalls = new AtomicInteger();
    private final ExecutorService threads;

    /** The call that runs on the current thread, if it is one of these threads. */
    private final ThreadLocal<@Nullable Task<?>> current = new ThreadLocal<>();

    @Inject
    ToolExecutor(RunLimitsConfig limits) {
        this.limits = limits;
        this.maxConcurrent = limits.concurrentToolCalls();
        this.permits = new Semaphore(maxConcurrent, true);
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

    /** Sets the run's context up on the tool's thread while the tool runs there. */
    public interface CallWrapper {

        /**
         * Runs the work on the current thread, within the context.
         *
         * @throws Exception that the work threw
         */
        ToolResult call(Callable<ToolResult> work) throws Exception;
    }

    /** A call that did not end normally. Its message is a clause for the message that the model gets. */
    public static final class UnfinishedException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnfinishedException(String clause, Exception cause) {
            super(clause, cause);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    /**
     * Calls the tool and waits for it.
     *
     * @throws InterruptedException if the calling thread was interrupted; the tool is interrupted, too
     * @throws ExecutionException with the exception that the tool threw as its cause
     * @throws UnfinishedException if the tool did not end in time, or there was no thread for it
     */
    public ToolResult call(Tool tool, ToolContext context, ObjectNode arguments, CallWrapper wrapper)
            throws InterruptedException, ExecutionException, UnfinishedException {
        Duration limit = tool.timeLimit().orElse(limits.toolTime());
        Callable<ToolResult> work = () -> ToolResult.Value.of(tool.call(context, arguments), limits.toolMediaBytes());
        try {
            return call(() -> wrapper.call(work), limit);
        } catch (TimeoutException e) {
            throw new UnfinishedException(
                    "it did not end within " + Durations.text(limit) + ", which is the limit "
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
     * Executes a tool's work and waits for it. If the calling thread is interrupted, or the limit has passed, the work
     * is interrupted and abandoned.
     *
     * @param limit the maximum duration of the work, from when it has its permit; zero disables the limit
     * @throws RejectedExecutionException if too many abandoned calls have not ended
     * @throws TimeoutException if the work takes longer
     */
    private <T> T call(Callable<T> work, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        refuseIfTooManyAbandoned();
        Task<T> task = new Task<>(work, Thread.currentThread().getContextClassLoader());
        permits.acquire();
        try {
            // The permit may be that of a call that was abandoned while this one waited.
            refuseIfTooManyAbandoned();
        } catch (RejectedExecutionException e) {
            permits.release();
            throw e;
        }
        try {
            threads.execute(task::execute);
        } catch (RuntimeException | Error e) {
            task.end();
            throw e;
        }
        try {
            return limit.isZero() ? task.get() : task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
            task.abandon();
        }
    }

    /**
     * Waits for a result that may need other tools to run. A tool that calls this on its own thread returns its permit
     * meanwhile; otherwise tools that wait for each other could hold all permits.
     *
     * @throws InterruptedException if the wait, or the wait for a permit after it, was interrupted; the tool then has
     *     no permit
     */
    public <T> T releasingPermit(Wait<T> wait) throws InterruptedException {
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

    /** Converts the progress that a tool reports. */
    public static JsonNode progressJson(@Nullable Object value) {
        try {
            return Json.tree(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the progress that it reported can't be written as JSON", e);
        }
    }

    /** What a tool waits for. */
    @FunctionalInterface
    public interface Wait<T> {

        /** Waits on the current thread and returns the result. */
        T get() throws InterruptedException;
    }

    private void refuseIfTooManyAbandoned() {
        if (abandonedCalls.get() >= maxConcurrent) {
            throw new RejectedExecutionException(maxConcurrent
                    + " abandoned tool calls have not ended yet, the maximum (agency-swarm.limits.tools)");
        }
    }

    /** Work that has a permit. */
    private final class Task<T> extends FutureTask<T> {

        private final ClassLoader classLoader;

        // Guarded by this.
        private boolean ended;
        private boolean abandoned;
        private boolean paused;

        private Task(Callable<T> work, ClassLoader classLoader) {
            super(work);
            this.classLoader = classLoader;
        }

        private void execute() {
            Thread.currentThread().setContextClassLoader(classLoader);
            current.set(this);
            try {
                run();
            } finally {
                current.remove();
                // A call that was abandoned before it started has no result, so set() was not called.
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
                // Nobody reads the result of an abandoned call.
                throw fatal;
            }
        }

        /**
         * Ends the work and returns its permit. Called before the result is set, so that the permit is available when a
         * waiting thread continues.
         */
        private synchronized void end() {
            if (ended) {
                return;
            }
            ended = true;
            if (abandoned) {
                abandonedCalls.decrementAndGet();
            } else if (!paused) {
                permits.release();
            }
        }

        /**
         * Returns the permit temporarily. A call that ends meanwhile has none to return.
         *
         * @return whether there was one: a nested wait has none, and takes none afterwards
         */
        private synchronized boolean pause() {
            if (abandoned || paused) {
                return false;
            }
            paused = true;
            permits.release();
            return true;
        }

        /** Waits for a permit. */
        private void resume() throws InterruptedException {
            permits.acquire();
            synchronized (this) {
                paused = false;
                if (abandoned || ended) {
                    permits.release();
                }
            }
        }

        /** Marks the work as abandoned, so that another call may have its permit. */
        private synchronized void abandon() {
            if (!ended) {
                abandoned = true;
                abandonedCalls.incrementAndGet();
                if (!paused) {
                    permits.release();
                }
            }
        }
    }
}
