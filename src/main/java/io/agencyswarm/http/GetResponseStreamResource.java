package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.http.frame.RunEventEncoder;
import io.agencyswarm.request.ActivityLogging;
import io.agencyswarm.request.RunStarter;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.request.StorageOptionsReader;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.run.lifecycle.AgencyRunner;
import io.agencyswarm.store.StoredRun;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response_stream}: runs an agency and streams the run's events. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/get_response_stream")
public class GetResponseStreamResource {

    private final ServedAgencies agencies;
    private final RunRequestReader reader;
    private final RunStarter starter;
    private final RunResponseConfig config;
    private final RunResponses responses;

    @Inject
    GetResponseStreamResource(
            ServedAgencies agencies,
            RunRequestReader reader,
            RunStarter starter,
            RunResponseConfig config,
            RunResponses responses) {
        this.agencies = agencies;
        this.reader = reader;
        this.starter = starter;
        this.config = config;
        this.responses = responses;
    }

    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    public Response getResponseStream(
            @PathParam("agency") String path,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(ActivityLogging.HEADER) @Nullable String logId,
            @HeaderParam(StorageOptionsReader.KEY_HEADER) @Nullable String key,
            RoutingContext context,
            byte[] body)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        RunRequest request = reader.read(agency, contentType, "get_response_stream", key, body);
        RunEventEncoder encoder = new RunEventEncoder(config.showPrompts());
        return switch (starter.start(agency, request, encoder, logId, context)) {
            case AgencyRunner.StartResult.Started(ActiveRun run, List<String> interrupted) -> {
                responses.interrupt(agency, interrupted, context);
                yield responses.stream(run, context);
            }
            case AgencyRunner.StartResult.EarlierRun(StoredRun earlier) ->
                responses.streamEarlier(agency, earlier, context);
        };
    }
}
