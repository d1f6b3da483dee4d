package io.agencyswarm.http;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Asks peers for runs as the service's own endpoints do, where this pod never has one. */
@Path("/forwarded/{id}")
@IfBuildProfile("forwarding")
@RunOnVirtualThread
public class ForwardedRuns {

    private final Forwarding forwarding;

    @Inject
    ForwardedRuns(Forwarding forwarding) {
        this.forwarding = forwarding;
    }

    @GET
    @Path("/stream")
    @Operation(hidden = true)
    public Response stream(
            @PathParam("id") String id, @QueryParam("owner") @Nullable String owner, @Context HttpHeaders headers)
            throws InterruptedException {
        return forwarding.open("/basic/runs/" + id + "/stream", headers, owner).orElseGet(ForwardedRuns::missing);
    }

    @GET
    @Operation(hidden = true)
    public Response get(
            @PathParam("id") String id, @QueryParam("owner") @Nullable String owner, @Context HttpHeaders headers)
            throws InterruptedException {
        return ask("GET", id, owner, headers);
    }

    @DELETE
    @Operation(hidden = true)
    public Response delete(
            @PathParam("id") String id, @QueryParam("owner") @Nullable String owner, @Context HttpHeaders headers)
            throws InterruptedException {
        return ask("DELETE", id, owner, headers);
    }

    private Response ask(String method, String id, @Nullable String owner, HttpHeaders headers)
            throws InterruptedException {
        return forwarding
                .ofRun(method, "/basic/runs/" + id, headers, owner, Duration.ZERO)
                .orElseGet(ForwardedRuns::missing);
    }

    private static Response missing() {
        return Response.status(404).entity("{\"detail\":\"nobody has it\"}").build();
    }
}
