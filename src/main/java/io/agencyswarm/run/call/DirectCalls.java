package io.agencyswarm.run.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.observe.CurrentTrace;
import io.agencyswarm.observe.Span;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolResult;
import io.quarkus.arc.InjectableInstance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of tools outside a run, under the same limits. */
@Singleton
public class DirectCalls {

    private final ToolExecutor executor;
    private final @Nullable CurrentTrace trace;
    private final Set<DirectCall> running = ConcurrentHashMap.newKeySet();

    @Inject
    DirectCalls(ToolExecutor executor, InjectableInstance<CurrentTrace> trace) {
        this.executor = executor;
        this.trace = trace.orNull();
    }

    /** Returns the tools whose roles the current request's caller has, in their order. */
    public List<Tool> allowedTools(List<Tool> tools) {
        CallerScope scope = CallerScope.ofRequest();
        return tools.stream().filter(tool -> ToolRules.isAllowed(tool, scope)).toList();
    }

    /**
     * Returns the tools that are enabled for the current request's caller.
     *
     * @throws AgencyException if a condition of one fails, or the thread was interrupted meanwhile and stays so
     */
    public List<Tool> offeredTools(Collection<Tool> tools, Map<String, Object> userContext) {
        try {
            return ToolRules.offeredTools(List.copyOf(tools), null, userContext, CallerScope.ofRequest());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AgencyException(
                    ErrorCode.CANCELLED, "The request was interrupted before its tools were known.", e);
        }
    }

    /** Prepares a call that runs in the request's CDI context. The request waits for it. */
    public DirectCall prepare(Tool tool, Map<String, Object> userContext) {
        return new DirectCall(tool, new ConcurrentHashMap<>(userContext), CallerScope.ofRequest());
    }

    /**
     * Prepares a call with a new CDI context, for a streamed answer: the request's own context ends while the call
     * runs.
     */
    public DirectCall prepareStreamed(Tool tool, Map<String, Object> userContext) {
        return new DirectCall(tool, new ConcurrentHashMap<>(userContext), new CallerScope());
    }

    /** Returns the number of running calls. */
    public int open() {
        return running.size();
    }

    /** Ends the running calls, which fail with this exception. Never blocks. */
    public void abort(AgencyException reason) {
        running.forEach(call -> call.cancellation.abort(reason));
    }

    /** Waits until the running calls have ended, at most for the limit. */
    public void awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (DirectCall call : running) {
            var _ = call.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** Receives the progress that a tool reports. */
    @FunctionalInterface
    public interface ProgressListener {

        /**
         * Called on the tool's threads.
         *
         * @throws InterruptedException if the call was cancelled while its client did not read
         */
        void progress(JsonNode value) throws InterruptedException;
    }

    /** One call. {@link #cancel} may be called from any thread at any time. */
    public final class DirectCall {

        private final Tool tool;
        private final Map<String, Object> userContext;
        private final Cancellation cancellation = new Cancellation();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final CallerScope scope;
        private final Supplier<Span.Scope> traced = trace == null ? () -> Span.Scope.NONE : trace.capture();

        private DirectCall(Tool tool, Map<String, Object> userContext, CallerScope scope) {
            this.tool = tool;
            this.userContext = userContext;
            this.scope = scope;
        }

        /**
         * Executes the call and waits for its result. May be called once.
         *
         * @throws InterruptedException if the call was cancelled
         * @throws AgencyException if the service ended the call, because it is shutting down
         * @throws ExecutionException if the call failed, with the cause
         */
        public ToolResult execute(ObjectNode arguments) throws InterruptedException, ExecutionException {
            return execute(arguments, _ -> {});
        }

        /**
         * Executes the call as {@link #execute(ObjectNode)} does, and reports the tool's progress.
         *
         * @throws InterruptedException if the call was cancelled
         * @throws AgencyException if the service ended the call, because it is shutting down
         * @throws ExecutionException if the call failed, with the cause
         */
        public ToolResult execute(ObjectNode arguments, ProgressListener listener)
                throws InterruptedException, ExecutionException {
            ToolContext context = new DirectContext(userContext, cancellation, listener);
            running.add(this);
            try {
                cancellation.attachThread();
                return executor.call(tool, context, arguments, work -> {
                    try (CallerScope.Activation _ = scope.enter();
                            Span.Scope _ = traced.get()) {
                        return work.call();
                    }
                });
            } catch (InterruptedException e) {
                @Nullable AgencyException reason = cancellation.cause();
                if (reason != null) {
                    throw reason;
                }
                throw e;
            } catch (ToolExecutor.UnfinishedException e) {
                throw new ExecutionException(
                        new TimeoutException("The tool " + tool.spec().name() + " failed: " + e.getMessage() + "."));
            } finally {
                running.remove(this);
                cancellation.endRun();
                ended.countDown();
            }
        }

        /** Interrupts the tool. Never blocks. */
        public void cancel() {
            cancellation.cancel(Cancellation.Mode.IMMEDIATE);
        }
    }

    /** The tool's context if a client calls it. */
    private record DirectContext(Map<String, Object> userContext, Cancellation cancellation, ProgressListener listener)
            implements ToolContext {

        @Override
        public @Nullable String agent() {
            return null;
        }

        @Override
        public @Nullable String callId() {
            return null;
        }

        @Override
        public boolean isCancelled() {
            return cancellation.mustStop();
        }

        @Override
        public void progress(@Nullable Object value) {
            JsonNode json = ToolExecutor.progressJson(value);
            if (isCancelled()) {
                return;
            }
            try {
                listener.progress(json);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String ask(String agent, String message) {
            throw new IllegalStateException(
                    "the tool is called directly, outside a run; inject Agencies and ask an agency instead");
        }
    }
}
