package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.lifecycle.AgencyRun;
import io.agencyswarm.store.StoredRun;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /{agency}/runs/{run_id}}: a stored run, and its stream from a given frame. */
@Guarded
@Path("/{agency}/runs/{run}")
public class RunResource {

    private static final int MAX_WAIT_SECONDS = 30;

    private final ServedAgencies agencies;
    private final RunLookup runLookup;
    private final RunStreams streams;
    private final RunReaders readers;
    private final boolean hasCancelEndpoint;

    @Inject
    RunResource(
            ServedAgencies agencies,
            RunLookup runLookup,
            RunStreams streams,
            RunReaders readers,
            Instance<CancelResource> cancels) {
        this.agencies = agencies;
        this.runLookup = runLookup;
        this.streams = streams;
        this.readers = readers;
        this.hasCancelEndpoint = cancels.isResolvable();
    }

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(
            @PathParam("agency") String path,
            @PathParam("run") String runId,
            @QueryParam("wait") @Nullable String wait,
            @Context HttpHeaders headers,
            RoutingContext request)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        Duration timeout = Duration.ofSeconds(QueryNumbers.read("wait", wait, 0, MAX_WAIT_SECONDS, 0));
        Optional<StoredRun> run = runLookup.find(agency, runId);
        if (run.isEmpty()) {
            return runLookup
                    .askOwner("GET", agency, runId, "?wait=" + timeout.toSeconds(), headers, null, timeout)
                    .orElseThrow(() -> RunLookup.notFound(agency));
        }
        if (timeout.isPositive() && !run.get().status().isEnded()) {
            Optional<AgencyRun> liveRun = runLookup.findLive(runId);
            if (liveRun.isEmpty() && runLookup.isFromPeer(headers)) {
                // The other pod also has the row and looks for the pod that has the run, which any other status is of.
                throw RunLookup.notFound(agency);
            }
            readers.enter(request);
            if (liveRun.isPresent()) {
                // Afterwards the row shows the current state, whether the run has ended or not.
                var _ = liveRun.get().awaitEnd(timeout);
            } else {
                Optional<Response> answer = runLookup.askOwner(
                        "GET", agency, runId, "?wait=" + timeout.toSeconds(), headers, run.get(), timeout);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            run = runLookup.find(agency, runId);
        }
        return NoStore.with(Response.ok(runLookup.body(run.orElseThrow(() -> RunLookup.notFound(agency)), request)));
    }

    @Operation(hidden = true)
    @DELETE
    @RunOnVirtualThread
    public Response delete(
            @PathParam("agency") String path, @PathParam("run") String runId, @Context HttpHeaders headers)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        Optional<StoredRun> run = runLookup.find(agency, runId);
        if (run.isEmpty()) {
            return runLookup
                    .askOwner("DELETE", agency, runId, "", headers, null, Duration.ZERO)
                    .orElseThrow(() -> RunLookup.notFound(agency));
        }
        return switch (runLookup.delete(runId)) {
            case DONE -> Response.noContent().build();
            case ABSENT -> throw RunLookup.notFound(agency);
            case LIVE -> deleteLiveRun(agency, run.get(), headers);
        };
    }

    private Response deleteLiveRun(Agency agency, StoredRun run, HttpHeaders headers) throws InterruptedException {
        if (hasCancelEndpoint) {
            throw new AgencyException(
                    ErrorCode.CONFLICT,
                    "The run has not ended. Cancel it with cancel_response_stream, or wait for its end.");
        }
        Optional<AgencyRun> localRun = runLookup.findLive(run.runId());
        if (localRun.isPresent()) {
            localRun.get().cancel(Cancellation.Mode.IMMEDIATE);
            return Response.noContent().build();
        }
        if (runLookup.isFromPeer(headers)) {
            // The other pod also has the row and looks for the pod that has the run.
            throw RunLookup.notFound(agency);
        }
        return runLookup
                .askOwner("DELETE", agency, run.runId(), "", headers, run, Duration.ZERO)
                .orElseThrow(() -> new AgencyException(
                        ErrorCode.CONFLICT,
                        "The run has not ended, and the process that has it could not be reached."));
    }

    @Operation(hidden = true)
    @GET
    @Path("/stream")
    @RunOnVirtualThread
    public Response stream(
            @PathParam("agency") String path,
            @PathParam("run") String runId,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @QueryParam("starting_after") @Nullable String startingAfter,
            @Context HttpHeaders headers,
            RoutingContext request)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        long fromQuery = QueryNumbers.read("starting_after", startingAfter, 0, Long.MAX_VALUE, 0);
        long after = lastEventId == null ? fromQuery : QueryNumbers.parse(lastEventId.strip());
        return after < 0
                ? NoStore.with(ErrorResponse.rejection(400, "Last-Event-ID should be the id of a frame, an integer."))
                : streams.open(agency, runId, new StreamPosition(after, lastEventId), headers, request);
    }
}
