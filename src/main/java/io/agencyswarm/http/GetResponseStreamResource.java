package io.agencyswarm.http;

import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.RunEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response_stream}: a run as it happens. */
@Path("/{agency}/get_response_stream")
public class GetResponseStreamResource {

    private final Agencies agencies;
    private final RequestLog logs;
    private final HttpConfig config;

    @Inject
    GetResponseStreamResource(Agencies agencies, RequestLog logs, HttpConfig config) {
        this.agencies = agencies;
        this.logs = logs;
        this.config = config;
    }

    @Operation(
            summary = "Ask the agency and see the answer grow",
            description = "The run's id comes first, for cancel_response_stream. Leaving cancels the run.")
    @APIResponse(
            responseCode = "200",
            description = "Server-sent events. The schema is that of each one, not of the whole.",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(implementation = OpenApiFrames.Frame.class),
                            examples = @ExampleObject(name = "stream", value = OpenApiFrames.EXAMPLE)))
    @APIResponse(responseCode = "413", ref = OpenApiDefinition.TOO_LARGE)
    @APIResponse(responseCode = "422", ref = OpenApiDefinition.INVALID)
    @APIResponse(responseCode = "500", ref = OpenApiDefinition.FAILED)
    @POST
    @RunOnVirtualThread
    public SseStream getResponseStream(
            @PathParam("agency") String agency,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(RequestLog.HEADER) @Nullable String logId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AgencyRequestBody.class)))
                    byte[] body) {
        AgencyRun run = agencies.run(agency, body, contentType);
        RunEventEncoder encoder = new RunEventEncoder(config.showPrompts());
        Consumer<RunEvent> log = logs.of(logId);
        return new SseStream(
                run.events(event -> {
                    log.accept(event);
                    return encoder.encode(event);
                }),
                config.stream());
    }
}
