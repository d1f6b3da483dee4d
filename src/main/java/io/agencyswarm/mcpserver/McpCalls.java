package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.request.RunReservation;
import io.agencyswarm.request.RunStarter;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.call.DirectCalls;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolResult;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls tools for clients. The response to a call is a stream. A call is cancelled when its client closes the
 * connection. Methods are called on the request's own thread.
 */
@Singleton
class McpCalls {

    private static final Logger LOG = Logger.getLogger(McpCalls.class);

    private final RunStarter starter;
    private final AgencyTools agencyTools;
    private final DirectCalls calls;
    private final CancellableCalls cancellableCalls;
    private final Caller caller;

    @Inject
    McpCalls(
            RunStarter starter,
            AgencyTools agencyTools,
            DirectCalls calls,
            CancellableCalls cancellableCalls,
            Caller caller) {
        this.starter = starter;
        this.agencyTools = agencyTools;
        this.calls = calls;
        this.cancellableCalls = cancellableCalls;
        this.caller = caller;
    }

    /**
     * Starts a call.
     *
     * @param context the call is cancelled when this request ends
     * @throws AgencyException if the call can't start
     */
    Multi<SseEvent> begin(OfferedTool tool, ObjectNode arguments, CallResponse response, RoutingContext context) {
        // Fails before the arguments are read, if the service is busy.
        RunReservation.of(context);
        return switch (tool) {
            case OfferedTool.Served(Tool served) -> call(served, arguments, response, context);
            case OfferedTool.AgencyTool agencyTool ->
                ask(agencyTool.agency(), agencyTools.request(agencyTool, arguments), response, context);
        };
    }

    private Multi<SseEvent> ask(Agency agency, RunRequest request, CallResponse response, RoutingContext context) {
        ActiveRun run = starter.startNew(agency, request, new RunProgress(response), null, context);
        ClientPresence.watch(context, run);
        cancellableCalls.add(response.id(), () -> run.cancel(Cancellation.Mode.IMMEDIATE), context);
        return run.log().frames(0);
    }

    private Multi<SseEvent> call(Tool tool, ObjectNode arguments, CallResponse response, RoutingContext context) {
        ToolArguments.refuseUnknownFields(tool.spec(), arguments);
        DirectCalls.DirectCall call = calls.prepareStreamed(tool, caller.withPrincipal(Map.of()));
        EventLog log = EventLog.unbuffered(call::cancel);
        RequestEnd.onEnd(context, log::abandon);
        cancellableCalls.add(response.id(), call::cancel, context);
        Thread.ofVirtual().name("agency-swarm-mcp-call").start(() -> {
            @Nullable Throwable failure = null;
            try {
                ObjectNode result = result(call, tool, arguments, response, log);
                log.appendEnd(() -> response.result(result));
            } catch (InterruptedException _) {
                // The client closed the connection before it read the result.
            } catch (RuntimeException | Error e) {
                failure = e;
                throw e;
            } finally {
                log.close(failure);
            }
        });
        return log.frames(0);
    }

    /** Waits for the tool. Called on the call's own thread. */
    private static ObjectNode result(
            DirectCalls.DirectCall call, Tool tool, ObjectNode arguments, CallResponse response, EventLog log) {
        try {
            ToolResult result = call.execute(arguments, value -> log.append(() -> response.progress(value)));
            return ToolContents.of(result, response.revision());
        } catch (InterruptedException _) {
            return ToolContents.failure("The call was cancelled.");
        } catch (AgencyException e) {
            return ToolContents.failure(e.getMessage());
        } catch (ExecutionException e) {
            return failed(tool, Objects.requireNonNullElse(e.getCause(), e));
        } catch (RuntimeException e) {
            // Unexpected failures are answered too: a stream that only ends does not tell the client why.
            return failed(tool, e);
        }
    }

    private static ObjectNode failed(Tool tool, Throwable cause) {
        return switch (cause) {
            case InvalidRequestException invalid -> invalidArguments(invalid);
            case VirtualMachineError fatal -> throw fatal;
            default -> {
                LOG.warnf(cause, "Tool %s failed", tool.spec().name());
                yield ToolContents.failure(AgencyException.reason(cause));
            }
        };
    }

    /** Returns the result of a call whose arguments do not match the schema. */
    static ObjectNode invalidArguments(InvalidRequestException invalid) {
        return ToolContents.failure(ToolResult.Failure.of(invalid).value().textValue());
    }
}
