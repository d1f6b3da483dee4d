package io.agencyswarm.http.guard;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.store.Store;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Counts the stored items that requests load among the bytes of these requests. */
@Singleton
public class ReadBudget {

    private final RequestLimiter requestLimiter;

    @Inject
    ReadBudget(RequestLimiter requestLimiter) {
        this.requestLimiter = requestLimiter;
    }

    /**
     * Returns the budget for the thread that a run loads. Its bytes are counted with those of the request's body, and
     * for as long.
     */
    static Store.LoadBudget historyBudget(RequestLimiter.RequestReservation reservation) {
        return new ReservedLoad(reservation, reservation.maxBytes(), "Start a new thread.");
    }

    /** Returns the budget for the items of a thread in a response. Its bytes are counted until the request ends. */
    public Store.LoadBudget forThread(RoutingContext context) {
        return new ReservedLoad(
                enter(context), requestLimiter.maxRunBytes(), "Request fewer items with the parameter limit.");
    }

    /** Returns the budget for the items of a run in a response. Its bytes are counted until the request ends. */
    public Store.LoadBudget forRun(RoutingContext context) {
        return new ReservedLoad(enter(context), Long.MAX_VALUE, "");
    }

    private RequestLimiter.RequestReservation enter(RoutingContext context) {
        RequestLimiter.RequestReservation reservation = requestLimiter.enterReading();
        RequestEnd.onEnd(context, reservation::release);
        return reservation;
    }

    /** The items that one request loads. A single thread is limited, because a single request is always admitted. */
    private static final class ReservedLoad implements Store.LoadBudget {

        private final RequestLimiter.RequestReservation reservation;
        private final long maxBytes;
        private final String advice;

        private long reservedBytes;

        ReservedLoad(RequestLimiter.RequestReservation reservation, long maxBytes, String advice) {
            this.reservation = reservation;
            this.maxBytes = maxBytes;
            this.advice = advice;
        }

        @Override
        public synchronized void reserve(long bytes) {
            if (bytes > maxBytes) {
                throw new AgencyException(
                        ErrorCode.TOO_LARGE,
                        "The items of the thread have " + bytes + " bytes, but the limit is " + maxBytes
                                + " (agency-swarm.limits.request-bytes). " + advice);
            }
            if (bytes > reservedBytes) {
                if (!reservation.hold(bytes - reservedBytes)) {
                    throw new AgencyException(ErrorCode.TOO_MANY, reservation.exhaustedMessage());
                }
                reservedBytes = bytes;
            }
        }
    }
}
