package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.Agencies;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.request.Leaving;
import io.agencyswarm.request.RequestLog;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.RunResult;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response}: a run without its stream. */
@UnlessBuildProfile("agui")
@Guarded
@Path("/{agency}/get_response")
public class GetResponseResource {

    private final Agencies agencies;
    private final RunRequestReader reader;
    private final RequestLog logs;

    @Inject
    GetResponseResource(Agencies agencies, RunRequestReader reader, RequestLog logs) {
        this.agencies = agencies;
        this.reader = reader;
        this.logs = logs;
    }

    @Operation(summary = "Ask the agency", description = "Answers when the run is over. Leaving cancels the run.")
    @APIResponse(
            responseCode = "200",
            description = "What the agency answered, or why a file could not be attached.",
            content = @Content(schema = @Schema(oneOf = {ResponseBody.class, OpenApiBodies.Failure.class})))
    @APIResponse(responseCode = "413", ref = OpenApiDefinition.TOO_LARGE)
    @APIResponse(responseCode = "422", ref = OpenApiDefinition.INVALID)
    @APIResponse(responseCode = "429", ref = OpenApiDefinition.TOO_MANY)
    @APIResponse(responseCode = "503", ref = OpenApiDefinition.SHUTTING_DOWN)
    @APIResponse(responseCode = "500", ref = OpenApiDefinition.FAILED)
    @POST
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public ResponseBody getResponse(
            @PathParam("agency") String path,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(RequestLog.HEADER) @Nullable String logId,
            @Parameter(hidden = true) RoutingContext request,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AgencyRequestBody.class)))
                    byte[] body) {
        Agency agency = agencies.at(path);
        AgencyRun run = agencies.start(
                agency, reader.read(JsonBody.read(body, contentType), agency), logs.with(logId, event -> List.of()));
        Leaving.watch(request, run);
        RunResult result = run.ended().join();
        result.failure().ifPresent(failure -> {
            throw failure;
        });
        if (result.cancelled()) {
            throw new AgencyException(ErrorCode.CANCELLED, "The run was cancelled before it had answered.");
        }
        return ResponseBody.of(result);
    }
}
