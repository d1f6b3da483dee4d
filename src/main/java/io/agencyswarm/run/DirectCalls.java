package io.agencyswarm.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolResult;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Calls of tools without a run, under the same limits. */
@Singleton
public class DirectCalls {

    private final ToolCaller limited;

    @Inject
    DirectCalls(ToolThreads threads, RunConfig limits) {
        this.limited = new ToolCaller(threads, limits);
    }

    /** A call that has not begun, of a tool with its user context. */
    public Call call(Tool tool, Map<String, Object> userContext) {
        return new Call(limited, tool, new ConcurrentHashMap<>(userContext));
    }

    /** One call. {@link #cancel} may come from any thread at any time. */
    public static final class Call {

        private final ToolCaller limited;
        private final Tool tool;
        private final Map<String, Object> userContext;
        private final Cancellation cancellation = new Cancellation();
        private final RequestScopes scopes = new RequestScopes();
        private final Context trace = Context.current();

        private Call(ToolCaller limited, Tool tool, Map<String, Object> userContext) {
            this.limited = limited;
            this.tool = tool;
            this.userContext = userContext;
        }

        /**
         * Makes the call, once, and waits for it.
         *
         * @throws InterruptedException if the call was cancelled
         * @throws ExecutionException whose cause says why the call failed
         */
        public ToolResult await(ObjectNode arguments) throws InterruptedException, ExecutionException {
            ToolContext context = new ToolContext(userContext, null, null, cancellation::stopped);
            try {
                cancellation.begin();
                return limited.call(tool, context, arguments, work -> scopes.shared(trace.wrap(work)));
            } catch (ToolCaller.UnfinishedException e) {
                throw new ExecutionException(
                        new TimeoutException("The tool " + tool.spec().name() + " failed: " + e.getMessage() + "."));
            } finally {
                cancellation.end();
            }
        }

        /** Interrupts the tool. Never blocks. */
        public void cancel() {
            cancellation.request(Cancellation.Mode.IMMEDIATE);
        }
    }
}
