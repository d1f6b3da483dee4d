package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.http.frame.MessagesData;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /{agency}/cancel_response_stream}: cancels a run of this pod or of another one, and responds after
 * the run has stopped.
 */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/cancel_response_stream")
public class CancelResource {

    private final ServedAgencies agencies;
    private final ActiveRuns activeRuns;
    private final Caller caller;
    private final RunResponseConfig config;
    private final OwnerPod ownerPod;

    @Inject
    CancelResource(
            ServedAgencies agencies,
            ActiveRuns activeRuns,
            Caller caller,
            RunResponseConfig config,
            OwnerPod ownerPod) {
        this.agencies = agencies;
        this.activeRuns = activeRuns;
        this.caller = caller;
        this.config = config;
        this.ownerPod = ownerPod;
    }

    /** The outcome of a cancelled run. */
    @RegisterForReflection(registerFullHierarchy = true)
    record CancelBody(
            boolean ok,
            @JsonProperty("run_id") String runId,
            boolean cancelled,
            @JsonProperty("cancel_mode") String cancelMode,
            @JsonProperty("new_messages") List<ObjectNode> newMessages,

            @JsonProperty("timed_out") boolean timedOut)
            implements JsonResponseBody {}

    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response cancel(
            @PathParam("agency") String path,
            @HeaderParam("Content-Type") @Nullable String contentType,
            RoutingContext context,
            byte[] body)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        FieldReader fields = new FieldReader(JsonBody.read(body, contentType));
        String runId = fields.requiredText("run_id");
        Cancellation.Mode mode = mode(fields);
        fields.check();
        Optional<ActiveRun> run = activeRuns
                .find(runId)
                .filter(candidate -> candidate.agency().name().equals(agency.name()))
                .filter(candidate -> caller.isOwner(candidate.principal()));
        if (run.isPresent()) {
            Forwarding.markAsOwner(context);
            run.get().cancel(mode);
            return Response.ok(await(run.get(), mode, context)).build();
        }
        return ownerPod.cancel(agency, runId, body, config.cancelTimeout(), context)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.NOT_FOUND,
                        "There is no active run with this id in agency " + agency.name()
                                + "; it has ended or never existed."));
    }

    private static Cancellation.Mode mode(FieldReader fields) {
        // The original's own clients send null to use the default.
        return "after_turn".equals(fields.oneOf("cancel_mode", List.of("immediate", "after_turn")))
                ? Cancellation.Mode.AFTER_TURN
                : Cancellation.Mode.IMMEDIATE;
    }

    private CancelBody await(ActiveRun run, Cancellation.Mode cancelMode, RoutingContext context)
            throws InterruptedException {
        String mode = cancelMode.name().toLowerCase(Locale.ROOT);
        return ClientPresence.await(context, () -> run.awaitEnd(config.cancelTimeout()))
                .map(result ->
                        new CancelBody(true, run.id(), result.cancelled(), mode, MessagesData.items(result), false))
                .orElseGet(() -> new CancelBody(true, run.id(), false, mode, List.of(), true));
    }
}
