package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.http.frame.RunEventEncoder;
import io.agencyswarm.request.ActivityLogging;
import io.agencyswarm.request.RunStarter;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.request.StorageOptionsReader;
import io.agencyswarm.run.EventEncoder;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response}: runs an agency and returns the result. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/get_response")
public class GetResponseResource {

    private final ServedAgencies agencies;
    private final RunRequestReader reader;
    private final RunStarter starter;
    private final RunResponses responses;
    private final RunResponseConfig config;

    @Inject
    GetResponseResource(
            ServedAgencies agencies,
            RunRequestReader reader,
            RunStarter starter,
            RunResponses responses,
            RunResponseConfig config) {
        this.agencies = agencies;
        this.reader = reader;
        this.starter = starter;
        this.responses = responses;
        this.config = config;
    }

    @Operation(hidden = true)
    @POST
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response getResponse(
            @PathParam("agency") String path,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(ActivityLogging.HEADER) @Nullable String logId,
            @HeaderParam(StorageOptionsReader.KEY_HEADER) @Nullable String key,
            RoutingContext context,
            byte[] body)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        RunRequest request = reader.read(agency, contentType, "get_response", key, body);
        // Encodes frames for later readers, if the run's frames are stored.
        EventEncoder encoder =
                request.storage().storesFrames() ? new RunEventEncoder(config.showPrompts()) : _ -> List.of();
        AgencyRunner.StartResult started = starter.start(agency, request, encoder, logId, context);
        return respond(agency, started, request.storage().background(), context);
    }

    private Response respond(
            Agency agency, AgencyRunner.StartResult started, boolean background, RoutingContext context)
            throws InterruptedException {
        return switch (started) {
            case AgencyRunner.StartResult.Started(ActiveRun run, List<String> interrupted) -> {
                responses.interrupt(agency, interrupted, context);
                yield background
                        ? responses.acceptedResponse(agency, run.id())
                        : Response.ok(responses.awaitResult(run, context)).build();
            }
            case AgencyRunner.StartResult.EarlierRun(StoredRun earlier) ->
                background
                        ? responses.earlierAcceptedResponse(agency, earlier, context)
                        : Response.ok(responses.awaitEarlierResult(agency, earlier, context))
                                .build();
        };
    }
}
