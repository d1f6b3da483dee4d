package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.http.forward.Forwarding;
import io.agencyswarm.http.frame.RunEventEncoder;
import io.agencyswarm.http.response.NoStore;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.request.ServedAgencies;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import io.agencyswarm.store.StoredRun;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The responses to requests for runs: for a new run, and for one that an earlier request of the key started. */
@Singleton
class RunResponses {

    /** How long the pod that has the run may wait before it is asked again. */
    private static final Duration OWNER_WAIT = Duration.ofSeconds(30);

    private static final long STORE_POLL_MILLIS = 1_000;

    private final ServedAgencies agencies;
    private final RunLookup runLookup;
    private final OwnerPod ownerPod;
    private final StreamConfig streamConfig;

    @Inject
    RunResponses(ServedAgencies agencies, RunLookup runLookup, OwnerPod ownerPod, StreamConfig streamConfig) {
        this.agencies = agencies;
        this.runLookup = runLookup;
        this.ownerPod = ownerPod;
        this.streamConfig = streamConfig;
    }

    /** Cancels the runs of other pods that a new run replaces. */
    void interrupt(Agency agency, List<String> interrupted, RoutingContext context) {
        ownerPod.interrupt(agency, interrupted, context);
    }

    /** Returns 202 with the location of a run in the background, and its current state. */
    Response acceptedResponse(Agency agency, String runId) {
        StoredRun run = runLookup.find(agency, runId).orElseThrow(() -> RunLookup.notFound(agency));
        return acceptedResponse(agency, runLookup.bodyOfNewRun(run));
    }

    /** Returns 202 with the location of a run that an earlier request started, and its current state. */
    Response earlierAcceptedResponse(Agency agency, StoredRun earlier, RoutingContext context) {
        return acceptedResponse(agency, runLookup.body(earlier, context));
    }

    private Response acceptedResponse(Agency agency, RunBody run) {
        return NoStore.with(Response.status(Response.Status.ACCEPTED)
                // A relative location: Jakarta REST would prepend the address by which a proxy called.
                .header(HttpHeaders.LOCATION, agencies.path(agency) + "/runs/" + run.runId())
                .entity(run));
    }

    /** Streams the frames of a run of this process. */
    Response stream(ActiveRun run, RoutingContext context) {
        ClientPresence.watch(context, run);
        return Response.ok(new SseStream(run.log().frames(0), streamConfig)).build();
    }

    /** Waits for a run of this process and returns its result. */
    ResponseBody awaitResult(ActiveRun run, RoutingContext context) throws InterruptedException {
        return bodyOrThrow(awaitEnd(run, context));
    }

    /** Returns the result of a run that an earlier request started, in any process. Waits for its end. */
    ResponseBody awaitEarlierResult(Agency agency, StoredRun earlier, RoutingContext context)
            throws InterruptedException {
        return bodyOrThrow(awaitEndAnywhere(agency, earlier, context));
    }

    /**
     * Streams a run that an earlier request started, from its first frame. If its first frames are no longer stored,
     * waits for its end and sends only the final frames.
     */
    Response streamEarlier(Agency agency, StoredRun earlier, RoutingContext context) throws InterruptedException {
        Optional<EventLog> log = runLookup.log(earlier);
        if (log.isPresent() && log.get().extent().oldest() == 1) {
            runLookup.findActive(earlier).ifPresent(run -> ClientPresence.watch(context, run));
            return Response.ok(new SseStream(log.get().frames(0), streamConfig)).build();
        }
        Optional<Response> peerResponse = log.isPresent()
                ? Optional.empty()
                : ownerPod.stream(agency, earlier.runId(), earlier, StreamPosition.BEGINNING, context);
        if (peerResponse.filter(RunResponses::isOk).isPresent()) {
            return peerResponse.get();
        }
        peerResponse.ifPresent(Forwarding::discard);
        List<SseEvent> end = RunEventEncoder.ofEnd(awaitEndAnywhere(agency, earlier, context));
        return Response.ok(new SseStream(Multi.createFrom().iterable(end), streamConfig))
                .build();
    }

    /** Returns the result of a run that an earlier request started. Waits for its end. */
    private RunResult awaitEndAnywhere(Agency agency, StoredRun earlier, RoutingContext context)
            throws InterruptedException {
        CountDownLatch clientLeft = new CountDownLatch(1);
        RequestEnd.onEnd(context, clientLeft::countDown);
        StoredRun run = earlier;
        while (!run.status().isEnded()) {
            Optional<ActiveRun> localRun = runLookup.findActive(run);
            if (localRun.isPresent()) {
                return awaitEnd(localRun.get(), context);
            }
            boolean hasWaited = awaitAtOwner(agency, run, context);
            // If its process has ended, could not be asked or has no room for readers, the store will show the outcome.
            if (clientLeft.await(hasWaited ? 0 : STORE_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw cancelledException();
            }
            run = runLookup.find(agency, run.runId()).orElseThrow(() -> RunLookup.notFound(agency));
        }
        return runLookup.result(run, context);
    }

    private static RunResult awaitEnd(ActiveRun run, RoutingContext context) throws InterruptedException {
        ClientPresence.watch(context, run);
        return ClientPresence.await(context, run::awaitPublished);
    }

    /** Waits for the end of a run in another process; returns false if no process has waited for it. */
    private boolean awaitAtOwner(Agency agency, StoredRun run, RoutingContext context) throws InterruptedException {
        return ownerPod.get(agency, run.runId(), run, OWNER_WAIT, context)
                .filter(RunResponses::isOk)
                .isPresent();
    }

    private static boolean isOk(Response peerResponse) {
        return peerResponse.getStatus() == Response.Status.OK.getStatusCode();
    }

    private static ResponseBody bodyOrThrow(RunResult result) {
        if (result.failure() != null) {
            throw result.failure();
        }
        if (result.cancelled()) {
            throw cancelledException();
        }
        return ResponseBody.of(result);
    }

    private static AgencyException cancelledException() {
        return new AgencyException(ErrorCode.CANCELLED, "The run was cancelled before it had answered.");
    }
}
