package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import io.agencyswarm.store.StoredRun;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /{agency}/runs/{run_id}/stream}: the frames of a stored run, from the pod that has them. */
@Guarded
@Path("/{agency}/runs/{run}/stream")
public class RunStreamResource {

    private final ServedAgencies agencies;
    private final RunLookup runLookup;
    private final OwnerPod ownerPod;
    private final RunReaders readers;
    private final StreamConfig streamConfig;

    @Inject
    RunStreamResource(
            ServedAgencies agencies,
            RunLookup runLookup,
            OwnerPod ownerPod,
            RunReaders readers,
            StreamConfig streamConfig) {
        this.agencies = agencies;
        this.runLookup = runLookup;
        this.ownerPod = ownerPod;
        this.readers = readers;
        this.streamConfig = streamConfig;
    }

    @Operation(hidden = true)
    @GET
    @RunOnVirtualThread
    public Response stream(
            @PathParam("agency") String path,
            @PathParam("run") String runId,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @QueryParam("starting_after") @Nullable String startingAfter,
            RoutingContext context)
            throws InterruptedException {
        Agency agency = agencies.at(path);
        long fromQuery = QueryNumbers.read("starting_after", startingAfter, 0, Long.MAX_VALUE, 0);
        long after = lastEventId == null ? fromQuery : QueryNumbers.parse(lastEventId.strip());
        return after < 0
                ? NoStore.with(ErrorResponse.rejection(400, "Last-Event-ID should be the id of a frame, an integer."))
                : stream(agency, runId, new StreamPosition(after, lastEventId), context);
    }

    /** Returns the frames after a position, or the reason why there are none. */
    private Response stream(Agency agency, String runId, StreamPosition from, RoutingContext context)
            throws InterruptedException {
        Optional<StoredRun> run = runLookup.find(agency, runId);
        if (run.isEmpty()) {
            return ownerPod.stream(agency, runId, null, from, context).orElseThrow(() -> RunLookup.notFound(agency));
        }
        Optional<EventLog> log = runLookup.log(run.get());
        if (log.isPresent()) {
            Forwarding.markAsOwner(context);
            return stream(log.get(), from, run.get(), context);
        }
        return ownerPod.stream(agency, runId, run.get(), from, context)
                .orElseGet(() -> expiredResponse(run.get(), from.after()));
    }

    private Response stream(EventLog log, StreamPosition from, StoredRun run, RoutingContext context) {
        EventLog.Extent extent = log.extent();
        long after = from.after();
        if (after > extent.newest()) {
            // The row of a finished run has the number of the last frame a moment before the log has the frame.
            return run.status().isEnded() && after == lastEventId(run)
                    ? Response.noContent().build()
                    : from.refusal(extent.newest());
        }
        if (extent.closed() && after == extent.newest()) {
            return Response.noContent().build();
        }
        if (after + 1 < extent.oldest()) {
            return expiredResponse(extent.oldest(), extent.newest());
        }
        readers.admit(context);
        runLookup.findActive(run).ifPresent(live -> ClientPresence.watch(context, live));
        return Response.ok(new SseStream(log.frames(after), streamConfig)).build();
    }

    /** Returns the response for a run of which no process has the frames any more. */
    private static Response expiredResponse(StoredRun run, long after) {
        long last = lastEventId(run);
        return run.status().isEnded() && after >= last && last > 0
                ? Response.noContent().build()
                : expiredResponse(last + 1, last);
    }

    private static long lastEventId(StoredRun run) {
        return run.result() == null ? run.lastEventId() : run.result().lastEventId();
    }

    private static Response expiredResponse(long oldest, long newest) {
        return NoStore.with(ErrorResponse.of(
                        ErrorCode.GONE,
                        "The frames after that one are no longer stored. Read the run itself, and follow its stream"
                                + " from its last_event_id.")
                .withField("oldest_event_id", oldest)
                .withField("last_event_id", newest));
    }
}
