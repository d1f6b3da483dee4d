package io.agencyswarm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.run.call.DirectCalls;
import io.agencyswarm.text.Secrets;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolArguments;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /tool/{ToolName}}: calls a served tool for a client. */
@Guarded
@Path("/tool/{tool}")
public class ToolResource {

    private static final Logger LOG = Logger.getLogger(ToolResource.class);

    private final AgencyCatalog catalog;
    private final Caller caller;
    private final DirectCalls calls;

    @Inject
    ToolResource(AgencyCatalog catalog, Caller caller, DirectCalls calls) {
        this.catalog = catalog;
        this.caller = caller;
        this.calls = calls;
    }

    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    public Response call(
            @PathParam("tool") String name,
            @HeaderParam("Content-Type") @Nullable String contentType,
            RoutingContext context,
            byte[] body) {
        Tool tool = catalog.servedTools().get(name);
        Map<String, Object> userContext = caller.withPrincipal(Map.of());
        if (tool == null || calls.offeredTools(List.of(tool), userContext).isEmpty()) {
            throw new AgencyException(
                    ErrorCode.NOT_FOUND,
                    "There is no tool at this path. Tools: "
                            + calls.offeredTools(catalog.servedTools().values(), userContext).stream()
                                    .map(served -> served.spec().name())
                                    .toList());
        }
        ObjectNode arguments = JsonBody.read(body, contentType);
        DirectCalls.DirectCall call = calls.prepare(tool, userContext);
        RequestEnd.onEnd(context, call::cancel);
        try {
            ToolArguments.refuseUnknownFields(tool.spec(), arguments);
            JsonNode response =
                    Json.object().set("response", call.execute(arguments).value());
            return Response.ok(response, MediaType.APPLICATION_JSON_TYPE).build();
        } catch (InvalidRequestException e) {
            throw inBody(e);
        } catch (InterruptedException _) {
            return failureResponse("The tool " + name + " was interrupted.");
        } catch (ExecutionException e) {
            return fail(name, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static Response fail(String name, Throwable cause) {
        return switch (cause) {
            case InvalidRequestException invalid -> throw inBody(invalid);
            case VirtualMachineError fatal -> throw fatal;
            default -> {
                LOG.warnf(cause, "Tool %s failed", name);
                yield failureResponse(Secrets.redact(AgencyException.reason(cause)));
            }
        };
    }

    private static InvalidRequestException inBody(InvalidRequestException invalid) {
        return new InvalidRequestException(
                invalid.problems().stream().map(ToolResource::inBody).toList());
    }

    private static Problem inBody(Problem problem) {
        List<Object> loc = new ArrayList<>(List.of("body"));
        loc.addAll(problem.loc());
        return new Problem(loc, problem.msg(), problem.type());
    }

    private static Response failureResponse(String sentence) {
        return ErrorResponse.of(500, "Error", sentence).response();
    }
}
