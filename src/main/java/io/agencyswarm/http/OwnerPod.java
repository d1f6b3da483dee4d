package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.store.StoredRun;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pod that has a run, if this pod does not have it. The methods block on the request's own thread until that pod
 * responds, return its response, and are empty if no pod has the run. They throw
 * {@link ClientPresence.ClientGoneException} if the client disconnects. A {@code row} is the run's row, or null if this
 * pod's store has none.
 */
@Singleton
class OwnerPod {

    private static final Duration INTERRUPT_TIMEOUT = Duration.ofSeconds(30);

    private final ServedAgencies agencies;
    private final Forwarding forwarding;
    private final RunReaders readers;

    @Inject
    OwnerPod(ServedAgencies agencies, Forwarding forwarding, RunReaders readers) {
        this.agencies = agencies;
        this.forwarding = forwarding;
        this.readers = readers;
    }

    /**
     * Requests the state of a run.
     *
     * @param wait the maximum time that the pod waits for the run's end
     * @throws AgencyException if no further request may wait, or if the client's request can't be forwarded
     */
    Optional<Response> get(Agency agency, String runId, @Nullable StoredRun row, Duration wait, RoutingContext context)
            throws InterruptedException {
        requireForwardable(agency, runId, context);
        if (wait.isPositive()) {
            readers.admit(context);
        }
        return forwarding.ask(
                request("GET", agency, runId, "?wait=" + wait.toSeconds(), row).withTimeout(wait), context);
    }

    /**
     * Requests the frames of a run.
     *
     * @throws AgencyException if no further request may read a stream, or if the client's request can't be forwarded
     */
    Optional<Response> stream(
            Agency agency, String runId, @Nullable StoredRun row, StreamPosition from, RoutingContext context)
            throws InterruptedException {
        requireForwardable(agency, runId, context);
        readers.admit(context);
        PeerRequest request = request("GET", agency, runId, "/stream?starting_after=" + from.after(), row);
        // The header takes precedence over the parameter.
        return forwarding.open(
                from.lastEventId() == null
                        ? request
                        : request.withHeaders(Map.of(HttpHeaders.LAST_EVENT_ID_HEADER, from.lastEventId())),
                context);
    }

    /**
     * Requests the deletion of a run.
     *
     * @throws AgencyException if the client's request can't be forwarded
     */
    Optional<Response> delete(Agency agency, String runId, @Nullable StoredRun row, RoutingContext context)
            throws InterruptedException {
        requireForwardable(agency, runId, context);
        return forwarding.ask(request("DELETE", agency, runId, "", row), context);
    }

    /**
     * Requests that a run is cancelled. If the client disconnects, the run is cancelled nevertheless. Not counted among
     * the readers, so that a run can be cancelled at any load.
     *
     * @param body the body of the client's request
     * @param timeout the maximum time that the pod waits for the run's end
     */
    Optional<Response> cancel(Agency agency, String runId, byte[] body, Duration timeout, RoutingContext context)
            throws InterruptedException {
        if (!ActiveRun.isId(runId)) {
            return Optional.empty();
        }
        PeerRequest request = cancelRequest(agency, body);
        try {
            return forwarding.ask(request.withTimeout(timeout), context);
        } catch (ClientPresence.ClientGoneException e) {
            // The connection to the pod may have been closed before the pod read the request.
            forwarding.send(request, context);
            throw e;
        }
    }

    /** Cancels runs with the caller's credentials, without waiting for the responses. */
    void interrupt(Agency agency, List<String> runIds, RoutingContext context) {
        for (String runId : runIds) {
            byte[] body = Json.bytes(Json.object().put("run_id", runId));
            forwarding.send(cancelRequest(agency, body).withTimeout(INTERRUPT_TIMEOUT), context);
        }
    }

    /** The other pod has asked this one only for what this pod itself has. */
    private static void requireForwardable(Agency agency, String runId, RoutingContext context) {
        if (Forwarding.isFromPeer(context) || !ActiveRun.isId(runId)) {
            throw RunLookup.notFound(agency);
        }
    }

    private PeerRequest request(String method, Agency agency, String runId, String suffix, @Nullable StoredRun row) {
        return PeerRequest.of(method, agencies.path(agency) + "/runs/" + runId + suffix)
                .withOwner(row == null ? null : row.ownerAddress());
    }

    private PeerRequest cancelRequest(Agency agency, byte[] body) {
        return PeerRequest.of("POST", agencies.path(agency) + "/cancel_response_stream")
                .withBody(body);
    }
}
