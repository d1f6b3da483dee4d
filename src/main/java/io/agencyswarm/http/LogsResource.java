package io.agencyswarm.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.activity.ActivityLogDirectory;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.auth.GuardedLogs;
import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.request.EndpointPrefix;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /get_logs}: returns the log of a request, once, from the pod that has it. */
@Guarded
@GuardedLogs
@Path("/get_logs")
public class LogsResource {

    private final ActivityLogDirectory logs;
    private final Forwarding forwarding;
    private final EndpointPrefix prefix;

    @Inject
    LogsResource(ActivityLogDirectory logs, Forwarding forwarding, EndpointPrefix prefix) {
        this.logs = logs;
        this.forwarding = forwarding;
        this.prefix = prefix;
    }

    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    public Response post(@HeaderParam("Content-Type") @Nullable String contentType, RoutingContext context, byte[] body)
            throws InterruptedException {
        checkEnabled();
        FieldReader fields = new FieldReader(JsonBody.read(body, contentType));
        String id = fields.requiredText("log_id");
        fields.check();
        return take(id, PeerRequest.of("POST", prefix.value() + "/get_logs").withBody(body), context);
    }

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    public Response get(@QueryParam("log_id") @Nullable String id, RoutingContext context) throws InterruptedException {
        checkEnabled();
        if (id == null) {
            throw new InvalidRequestException(List.of(Problem.missing("query", "log_id")));
        }
        return take(id, PeerRequest.of("GET", prefix.value() + "/get_logs?log_id=" + id), context);
    }

    private void checkEnabled() {
        if (!logs.enabled()) {
            throw new AgencyException(
                    ErrorCode.NOT_FOUND, "Logs are disabled; agency-swarm.logging.enabled=true enables them.");
        }
    }

    private Response take(String id, PeerRequest peerRequest, RoutingContext context) throws InterruptedException {
        if (!ActivityLogDirectory.isId(id)) {
            return ErrorResponse.of(400, "error", "A log_id consists of at most 128 letters, digits, '.', '_' and '-'.")
                    .response();
        }
        Optional<ArrayNode> entries = logs.take(id);
        if (entries.isPresent()) {
            Forwarding.markAsOwner(context);
            return Response.ok(entries.get(), MediaType.APPLICATION_JSON_TYPE).build();
        }
        return forwarding
                .ask(peerRequest, context)
                .orElseGet(() -> ErrorResponse.of(
                                404,
                                "error",
                                "There is no log with this id: it was fetched already, or no request had it.")
                        .response());
    }
}
