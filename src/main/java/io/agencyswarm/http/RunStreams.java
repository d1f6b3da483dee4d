package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import io.agencyswarm.store.StoredRun;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Opens the stream of a stored run, in the pod that has its frames. */
@Singleton
class RunStreams {

    private final RunLookup runLookup;
    private final RunReaders readers;
    private final StreamConfig streamConfig;

    @Inject
    RunStreams(RunLookup runLookup, RunReaders readers, StreamConfig streamConfig) {
        this.runLookup = runLookup;
        this.readers = readers;
        this.streamConfig = streamConfig;
    }

    /**
     * Returns the frames after a position, or the reason why there are none. Call it on the request's thread; blocks
     * while it asks other pods.
     */
    Response open(Agency agency, String runId, StreamPosition from, HttpHeaders headers, RoutingContext request)
            throws InterruptedException {
        Optional<StoredRun> run = runLookup.find(agency, runId);
        if (run.isEmpty()) {
            return runLookup
                    .openStreamAtOwner(agency, runId, from, headers, null)
                    .orElseThrow(() -> RunLookup.notFound(agency));
        }
        Optional<EventLog> log = runLookup.log(runId);
        if (log.isPresent()) {
            return stream(log.get(), from, run.get(), request);
        }
        if (runLookup.isFromPeer(headers)) {
            // The other pod also has the row and requests the frames.
            throw RunLookup.notFound(agency);
        }
        readers.enter(request);
        Optional<Response> peerResponse = runLookup.openStreamAtOwner(agency, runId, from, headers, run.get());
        return peerResponse.isPresent() ? peerResponse.get() : expiredResponse(run.get(), from.after());
    }

    private Response stream(EventLog log, StreamPosition from, StoredRun run, RoutingContext request) {
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
        readers.enter(request);
        runLookup.findLive(run.runId()).ifPresent(live -> ClientPresence.watch(request, live));
        return Response.ok(new SseStream(log.frames(after), streamConfig)).build();
    }

    /** Answers for a run of which no process has the frames any more. */
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
