package io.agencyswarm.agui;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.RequestLog;
import io.agencyswarm.request.RunReservation;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.lifecycle.AgencyRun;
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
    private final RequestLog logs;
    private final ClientRuns runs;
    private final AguiConfig config;
    private final StreamConfig streamConfig;

    @Inject
    AguiResource(
            ServedAgencies agencies,
            RunInputReader reader,
            RequestLog logs,
            ClientRuns runs,
            AguiConfig config,
            StreamConfig streamConfig) {
        this.agencies = agencies;
        this.reader = reader;
        this.logs = logs;
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
            @HeaderParam(RequestLog.HEADER) @Nullable String logId,
            RoutingContext context,
            byte[] body) {
        Agency agency = agencies.at(path);
        RunInput input = reader.read(JsonBody.read(body, contentType), agency);
        AguiEncoder encoder = new AguiEncoder(input, config.rawEvents());
        AgencyRun run = runs.joinOrBegin(agency, input, () -> {
            AgencyRun started = agencies.startWithoutKey(agency, input.request(), logs.with(logId, encoder));
            RunReservation.hold(context, started);
            return started;
        });
        if (run.log().extent().oldest() > 1) {
            throw new AgencyException(
                    ErrorCode.GONE,
                    "The run's first frames are no longer stored. Read " + location(agency, run)
                            + ", and follow its stream from its last_event_id.");
        }
        ClientPresence.watch(context, run);
        Response.ResponseBuilder answer = Response.ok(new SseStream(run.log().frames(0), streamConfig));
        return (run.isStored() ? answer.header(HttpHeaders.LOCATION, location(agency, run)) : answer).build();
    }

    /** Returns the run's path, without the host: behind a proxy, the client knows another one. */
    private static String location(Agency agency, AgencyRun run) {
        return ServedAgencies.address(agency) + "/runs/" + run.id();
    }
}
