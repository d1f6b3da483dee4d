package io.agencyswarm.agui;

import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.ActivityLogging;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.RunStarter;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response_stream} in the AG-UI build: runs an agency and streams AG-UI events. */
@IfBuildProfile("agui")
@Guarded
@Path("/{agency}/get_response_stream")
public class AguiResource {

    private final ServedAgencies agencies;
    private final RunInputReader reader;
    private final RunStarter starter;
    private final ClientRuns runs;
    private final AguiConfig config;
    private final StreamConfig streamConfig;

    @Inject
    AguiResource(
            ServedAgencies agencies,
            RunInputReader reader,
            RunStarter starter,
            ClientRuns runs,
            AguiConfig config,
            StreamConfig streamConfig) {
        this.agencies = agencies;
        this.reader = reader;
        this.starter = starter;
        this.runs = runs;
        this.config = config;
        this.streamConfig = streamConfig;
    }

    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    public Response run(
            @PathParam("agency") String path,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(ActivityLogging.HEADER) @Nullable String logId,
            RoutingContext context,
            byte[] body) {
        RunInput input = reader.read(path, contentType, body);
        AguiEncoder encoder = new AguiEncoder(input, config.rawEvents());
        ActiveRun run = runs.joinOrBegin(
                input, () -> starter.startNew(input.agency(), input.request(), encoder, logId, context));
        if (run.log().extent().oldest() > 1) {
            throw new AgencyException(
                    ErrorCode.GONE,
                    "The run's first frames are no longer stored. Read " + location(run)
                            + ", and follow its stream from its last_event_id.");
        }
        ClientPresence.watch(context, run);
        Response.ResponseBuilder answer = Response.ok(new SseStream(run.log().frames(0), streamConfig));
        return (run.isStored() ? answer.header(HttpHeaders.LOCATION, location(run)) : answer).build();
    }

    /** Returns the run's path, without the host: behind a proxy, the client knows another one. */
    private String location(ActiveRun run) {
        return agencies.path(run.agency()) + "/runs/" + run.id();
    }
}
