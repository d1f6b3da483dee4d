package io.agencyswarm.http;

import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunResult;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response}: a run without its stream. */
@Path("/{agency}/get_response")
public class GetResponseResource {

    private final Agencies agencies;
    private final RequestLog logs;

    @Inject
    GetResponseResource(Agencies agencies, RequestLog logs) {
        this.agencies = agencies;
        this.logs = logs;
    }

    @POST
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public ResponseBody getResponse(
            @PathParam("agency") String agency,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(RequestLog.HEADER) @Nullable String logId,
            RoutingContext request,
            byte[] body) {
        AgencyRun run = agencies.run(agency, body, contentType);
        request.addEndHandler(ended -> run.cancel(Cancellation.Mode.IMMEDIATE));
        RunResult result = run.await(logs.of(logId));
        result.failure().ifPresent(failure -> {
            throw failure;
        });
        return ResponseBody.of(result);
    }
}
