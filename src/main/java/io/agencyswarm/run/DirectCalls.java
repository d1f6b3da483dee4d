package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.observe.CurrentTrace;
import io.agencyswarm.observe.Span;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolResult;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of tools without a run, under the same limits. */
@Singleton
public class DirectCalls {

    private final ToolExecutor threads;
    private final @Nullable CurrentTrace trace;
    private final Set<DirectCall> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    DirectCalls(ToolExecutor threads, Instance<CurrentTrace> trace) {
        this.threads = threads;
        this.trace = trace.isResolvable() ? trace.get() : null;
    }

    /** Those of the tools whose roles the caller of the request at hand has, in their order. */
    public List<Tool> allowed(List<Tool> tools) {
        RunScope scope = RunScope.ofRequest();
        return tools.stream().filter(tool -> ToolRules.isAllowed(tool, scope)).toList();
    }

    /**
     * The tools that exist for the caller of the request at hand.
     *
     * @throws AgencyException if a condition of one fails
     */
    public List<Tool> offered(Collection<Tool> tools, Map<String, Object> userContext) {
        try {
            return ToolRules.offered(List.copyOf(tools), null, userContext, RunScope.ofRequest());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** A call that has not begun, of a tool with its user context, in the request's own context: the request waits for it. */
    public DirectCall call(Tool tool, Map<String, Object> userContext) {
        return new DirectCall(tool, new ConcurrentHashMap<>(userContext), RunScope.ofRequest());
    }

    /** The same, with a request context of its own: the request's ends while the call is answered with a stream. */
    public DirectCall streamedCall(Tool tool, Map<String, Object> userContext) {
        return new DirectCall(tool, new ConcurrentHashMap<>(userContext), new RunScope());
    }

    /** How many calls are under way. */
    int open() {
        return underWay.size();
    }

    /** Ends the calls that are under way, which fail with this exception. Never blocks. */
    void abort(AgencyException why) {
        underWay.forEach(call -> call.cancellation.abort(why));
    }

    /** Is told what a tool tells of its progress. */
    @FunctionalInterface
    public interface ProgressListener {

        /**
         * Called on the tool's threads.
         *
         * @throws InterruptedException if the call was cancelled while its client did not read
         */
        void progress(JsonNode value) throws InterruptedException;
    }

    /** One call. {@link #cancel} may come from any thread at any time. */
    public final class DirectCall {

        private final Tool tool;
        private final Map<String, Object> userContext;
        private final Cancellation cancellation = new Cancellation();
        private final RunScope scope;
        private final Supplier<Span.Scope> traced = trace == null ? () -> Span.Scope.NONE : trace.capture();

        private DirectCall(Tool tool, Map<String, Object> userContext, RunScope scope) {
            this.tool = tool;
            this.userContext = userContext;
            this.scope = scope;
        }

        /**
         * Makes the call, once, and waits for it.
         *
         * @throws InterruptedException if the call was cancelled
         * @throws AgencyException if the service ended the call, because it is shutting down
         * @throws ExecutionException whose cause says why the call failed
         */
        public ToolResult await(ObjectNode arguments) throws InterruptedException, ExecutionException {
            return await(arguments, nobody -> {});
        }

        /**
         * As {@link #await(ObjectNode)}, for a client that is told of the tool's progress.
         *
         * @throws InterruptedException if the call was cancelled
         * @throws AgencyException if the service ended the call, because it is shutting down
         * @throws ExecutionException whose cause says why the call failed
         */
        public ToolResult await(ObjectNode arguments, ProgressListener listener)
                throws InterruptedException, ExecutionException {
            ToolContext context = new DirectContext(userContext, cancellation::stopped, listener);
            underWay.add(this);
            try {
                cancellation.begin();
                return threads.call(tool, context, arguments, work -> {
                    try (RunScope.Entered _ = scope.enter();
                            Span.Scope _ = traced.get()) {
                        return work.call();
                    }
                });
            } catch (InterruptedException e) {
                @Nullable AgencyException why = cancellation.cause();
                if (why != null) {
                    throw why;
                }
                throw e;
            } catch (ToolExecutor.UnfinishedException e) {
                throw new ExecutionException(
                        new TimeoutException("The tool " + tool.spec().name() + " failed: " + e.getMessage() + "."));
            } finally {
                underWay.remove(this);
                cancellation.end();
            }
        }

        /** Interrupts the tool. Never blocks. */
        public void cancel() {
            cancellation.request(Cancellation.Mode.IMMEDIATE);
        }
    }

    /** What a tool may know where a client calls it. */
    private record DirectContext(Map<String, Object> userContext, BooleanSupplier cancelled, ProgressListener listener)
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
        public void progress(@Nullable Object value) {
            JsonNode json = CallContext.json(value);
            if (cancelled.getAsBoolean()) {
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
                    "the tool is called directly, so there is no run to ask in; inject Agencies and ask an agency");
        }
    }
}
