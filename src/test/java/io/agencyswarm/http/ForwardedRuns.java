package io.agencyswarm.http;

import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredRun;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Requests runs from peers as the service's endpoints do, in a pod that never has one. */
@Path("/forwarded/{id}")
@IfBuildProfile("forwarding")
@RunOnVirtualThread
public class ForwardedRuns {

    private final Forwarding forwarding;
    private final RunResponses answers;
    private final ServedAgencies agencies;

    @Inject
    ForwardedRuns(Forwarding forwarding, RunResponses answers, ServedAgencies agencies) {
        this.forwarding = forwarding;
        this.answers = answers;
        this.agencies = agencies;
    }

    /** A repeated request whose run's frames are in another pod. */
    @POST
    @Path("/again")
    @Operation(hidden = true)
    public Response again(@PathParam("id") String id, RoutingContext context) throws InterruptedException {
        StoredRun earlier =
                new StoredRun(id, "basic", null, null, true, RunStatus.RUNNING, null, 0, 0L, null, null, 0, null);
        return answers.streamEarlier(agencies.at("basic"), earlier, context);
    }

    @GET
    @Path("/stream")
    @Operation(hidden = true)
    public Response stream(
            @PathParam("id") String id, @QueryParam("owner") @Nullable String owner, RoutingContext context)
            throws InterruptedException {
        String lastEventId = context.request().getHeader(HttpHeaders.LAST_EVENT_ID_HEADER);
        return forwarding
                .open(
                        PeerRequest.of("GET", "/basic/runs/" + id + "/stream")
                                .withOwner(owner)
                                .withHeaders(
                                        lastEventId == null
                                                ? Map.of()
                                                : Map.of(HttpHeaders.LAST_EVENT_ID_HEADER, lastEventId)),
                        context)
                .orElseGet(ForwardedRuns::missing);
    }

    @GET
    @Operation(hidden = true)
    public Response get(@PathParam("id") String id, @QueryParam("owner") @Nullable String owner, RoutingContext context)
            throws InterruptedException {
        return ask("GET", id, owner, context);
    }

    @DELETE
    @Operation(hidden = true)
    public Response delete(
            @PathParam("id") String id, @QueryParam("owner") @Nullable String owner, RoutingContext context)
            throws InterruptedException {
        return ask("DELETE", id, owner, context);
    }

    private Response ask(String method, String id, @Nullable String owner, RoutingContext context)
            throws InterruptedException {
        return forwarding
                .ask(PeerRequest.of(method, "/basic/runs/" + id).withOwner(owner), context)
                .orElseGet(ForwardedRuns::missing);
    }

    private static Response missing() {
        return Response.status(404).entity("{\"detail\":\"nobody has it\"}").build();
    }
}
