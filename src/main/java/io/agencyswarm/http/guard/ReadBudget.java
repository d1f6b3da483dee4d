package io.agencyswarm.http.guard;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.ThreadKey;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Reserves memory for stored items before they are loaded: a short request may load a long thread. */
@Singleton
public class ReadBudget {

    private final Store store;
    private final RequestLimiter requestLimiter;

    @Inject
    ReadBudget(Store store, RequestLimiter requestLimiter) {
        this.store = store;
        this.requestLimiter = requestLimiter;
    }

    /**
     * Returns the budget for the thread that a run loads. Its bytes are counted with those of the request's body, and
     * for as long.
     */
    static NewRun.HistoryBudget historyBudget(RequestLimiter.RequestReservation reservation) {
        return new RunHistoryBudget(reservation);
    }

    private static final class RunHistoryBudget implements NewRun.HistoryBudget {

        private final RequestLimiter.RequestReservation reservation;

        private long usedBytes;

        RunHistoryBudget(RequestLimiter.RequestReservation reservation) {
            this.reservation = reservation;
        }

        @Override
        public synchronized void take(long bytes) {
            checkSize(bytes, reservation.maxBytes(), "Start a new thread.");
            if (bytes > usedBytes) {
                hold(reservation, bytes - usedBytes);
                usedBytes = bytes;
            }
        }
    }

    /**
     * Reserves memory for the items of a thread in a response.
     *
     * @param limit as in {@link io.agencyswarm.store.ThreadRepository#items}
     * @param before as in that method
     * @throws AgencyException if the items exceed a limit
     */
    public void reserveForThread(ThreadKey thread, int limit, int before, RoutingContext request) {
        long bytes = store.threads().bytes(thread, limit, before);
        checkSize(bytes, requestLimiter.maxRunBytes(), "Request fewer items with the parameter limit.");
        holdUntilAnswered(bytes, request);
    }

    /**
     * Reserves memory for the items of a run in a response.
     *
     * @throws AgencyException if the items exceed a limit
     */
    public void reserveForRun(String runId, RoutingContext request) {
        holdUntilAnswered(store.runs().bytes(runId), request);
    }

    /** Limits a single thread, which could otherwise fill the heap, because a single request is always admitted. */
    private static void checkSize(long bytes, long max, String advice) {
        if (bytes > max) {
            throw new AgencyException(
                    ErrorCode.TOO_LARGE,
                    "The items of the thread have " + bytes + " bytes, but the limit is " + max
                            + " (agency-swarm.limits.request-bytes). " + advice);
        }
    }

    private void holdUntilAnswered(long bytes, RoutingContext request) {
        RequestLimiter.RequestReservation reservation = requestLimiter.enterReading();
        RequestEnd.onEnd(request, reservation::release);
        hold(reservation, bytes);
    }

    private static void hold(RequestLimiter.RequestReservation reservation, long bytes) {
        if (!reservation.hold(bytes)) {
            throw new AgencyException(ErrorCode.TOO_MANY, reservation.exhaustedMessage());
        }
    }
}
