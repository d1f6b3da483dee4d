package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.http.docs.OpenApiDefinition;
import io.agencyswarm.http.frame.OpenApiFrames;
import io.agencyswarm.http.frame.RunEventEncoder;
import io.agencyswarm.request.PersistenceReader;
import io.agencyswarm.request.RequestLog;
import io.agencyswarm.request.RunPlace;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.AgencyRunner;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.store.StoredRun;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response_stream}: runs an agency and streams the run's events. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/get_response_stream")
public class GetResponseStreamResource {

    private final ServedAgencies agencies;
    private final RunRequestReader reader;
    private final RequestLog logs;
    private final EndpointConfig config;
    private final RunAnswers answers;

    @Inject
    GetResponseStreamResource(
            ServedAgencies agencies,
            RunRequestReader reader,
            RequestLog logs,
            EndpointConfig config,
            RunAnswers answers) {
        this.agencies = agencies;
        this.reader = reader;
        this.logs = logs;
        this.config = config;
        this.answers = answers;
    }

    @Operation(
            summary = "Ask the agency and stream the answer",
            description = "The first frame has the run's id, for cancel_response_stream. Disconnecting cancels the run,"
                    + " unless it runs in the background.")
    @APIResponse(
            responseCode = "200",
            description = "Server-sent events. The schema describes each event, not the complete stream.",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(implementation = OpenApiFrames.Frame.class),
                            examples = @ExampleObject(name = "stream", value = OpenApiFrames.EXAMPLE)))
    @APIResponse(responseCode = "409", ref = OpenApiDefinition.CONFLICT)
    @APIResponse(responseCode = "413", ref = OpenApiDefinition.TOO_LARGE)
    @APIResponse(responseCode = "422", ref = OpenApiDefinition.INVALID)
    @APIResponse(responseCode = "429", ref = OpenApiDefinition.TOO_MANY)
    @APIResponse(responseCode = "503", ref = OpenApiDefinition.SHUTTING_DOWN)
    @APIResponse(responseCode = "500", ref = OpenApiDefinition.FAILED)
    @POST
    @RunOnVirtualThread
    public Response getResponseStream(
            @PathParam("agency") String path,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(RequestLog.HEADER) @Nullable String logId,
            @Parameter(description = "Repeating the key with the same body within 24 hours starts no second run.")
                    @HeaderParam(PersistenceReader.KEY_HEADER)
                    @Nullable
                    String key,
            @Context HttpHeaders headers,
            @Parameter(hidden = true) RoutingContext request,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AgencyRequestBody.class)))
                    byte[] body)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        PersistenceReader.SentKey sentKey = new PersistenceReader.SentKey(key, "get_response_stream", body);
        RunRequest runRequest = RunAnswers.counted(reader.read(agency, contentType, sentKey), request);
        RunEventEncoder encoder = new RunEventEncoder(config.showPrompts());
        return switch (agencies.start(agency, runRequest, logs.with(logId, encoder))) {
            case AgencyRunner.StartResult.New(AgencyRun run, List<String> interrupted) -> {
                RunPlace.hold(request, run);
                answers.interrupt(agency, interrupted, headers);
                yield answers.stream(run, request);
            }
            case AgencyRunner.StartResult.Earlier(StoredRun earlier) ->
                answers.streamAgain(agency, earlier, request, headers);
        };
    }
}
