package io.agencyswarm.http.guard;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.Store;

/**
 * Counts the stored items that one request loads among the bytes of its reservation. The items of one request are
 * limited too, because a single request is always admitted. Safe for several threads.
 */
final class ReservedLoad implements Store.LoadBudget {

    private final RequestLimiter.RequestReservation reservation;
    private final long maxBytes;
    private final String advice;

    // Guarded by this.
    private long reservedBytes;

    /** Creates a budget. The advice ends the message to a client whose items exceed the maximum. */
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
            if (!reservation.reserve(bytes - reservedBytes)) {
                throw new AgencyException(ErrorCode.TOO_MANY, reservation.exhaustedMessage());
            }
            reservedBytes = bytes;
        }
    }
}
