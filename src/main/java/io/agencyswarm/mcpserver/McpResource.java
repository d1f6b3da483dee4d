package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /mcp}: receives a message of the Model Context Protocol. */
@EndpointDisabled(name = "agency-swarm.mcp-server.enabled", stringValue = "false", disableIfMissing = true)
@Guarded
@Path("/mcp")
public class McpResource {

    private final CallerTools tools;
    private final McpCalls calls;
    private final CancellableCalls cancellableCalls;
    private final StreamConfig streamConfig;
    private final ObjectNode server;

    @Inject
    McpResource(
            CallerTools tools,
            McpCalls calls,
            CancellableCalls cancellableCalls,
            StreamConfig streamConfig,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "agency-swarm") String name,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "1") String version) {
        this.tools = tools;
        this.calls = calls;
        this.cancellableCalls = cancellableCalls;
        this.streamConfig = streamConfig;
        this.server = Json.object().put("name", name).put("version", version);
    }

    /** Not in the OpenAPI document, because the protocol describes its tools itself. */
    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    public Response post(
            @HeaderParam("Content-Type") @Nullable String contentType, RoutingContext context, byte[] body) {
        @Nullable JsonNode id = null;
        try {
            ObjectNode json = read(body, contentType);
            id = McpMessage.id(json);
            McpMessage message = McpMessage.of(json);
            Revision revision = new McpHeaders(context.request().headers()).revision(message);
            return answer(message, new McpResults(revision, server), context);
        } catch (AgencyException e) {
            McpError error = McpError.internalError(e);
            return json(error.response(id)).status(error.status()).build();
        } catch (McpError e) {
            return json(e.response(id)).status(e.status()).build();
        }
    }

    private static ObjectNode read(byte[] body, @Nullable String contentType) {
        JsonNode json;
        try {
            json = JsonBody.readAny(body, contentType);
        } catch (InvalidRequestException e) {
            throw McpError.notJson(e.problems().getFirst().msg());
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw McpError.invalidMessage("The body must be a JSON object. This server does not support batches.");
    }

    private Response answer(McpMessage message, McpResults results, RoutingContext context) {
        JsonNode id = message.id();
        if (id == null) {
            if (message.method().equals("notifications/cancelled")) {
                cancellableCalls.cancel(message.params().path("requestId"), context);
            }
            return Response.accepted().build();
        }
        McpMethod method = McpMethod.of(message.method(), results.revision())
                .orElseThrow(() -> McpError.unknownMethod(message.method(), results.revision()));
        return switch (method) {
            case LIST_TOOLS ->
                json(results.response(id, results.list(tools.all()))).build();
            case CALL_TOOL -> call(message, id, results, context);
            case DISCOVER -> json(results.response(id, results.discovery())).build();
            case INITIALIZE -> {
                String version = message.params().path("protocolVersion").asText();
                yield json(results.response(id, results.handshake(version)))
                        .header(McpHeaders.SESSION, UUID.randomUUID().toString())
                        .build();
            }
            case PING -> json(results.response(id, Json.object())).build();
        };
    }

    /**
     * Starts a call. Invalid arguments become a result with {@code isError}, because models see results and can correct
     * their call.
     */
    private Response call(McpMessage message, JsonNode id, McpResults results, RoutingContext context) {
        OfferedTool tool = tools.named(message.params().path("name").asText());
        JsonNode arguments = message.params().path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            throw McpError.wrongArguments();
        }
        CallResponse response = new CallResponse(results, id, message.progressToken());
        try {
            var events = calls.begin(
                    tool, arguments instanceof ObjectNode object ? object : Json.object(), response, context);
            return Response.ok(new SseStream(events, streamConfig)).build();
        } catch (InvalidRequestException e) {
            return json(results.response(id, McpCalls.invalidArguments(e))).build();
        } catch (AgencyException e) {
            if (e.code().outcome() == ErrorCode.Outcome.BUSY) {
                throw McpError.busy(e);
            }
            return json(results.response(id, ToolContents.failure(e.getMessage())))
                    .build();
        }
    }

    private static Response.ResponseBuilder json(ObjectNode message) {
        return Response.ok(message, MediaType.APPLICATION_JSON_TYPE);
    }
}
