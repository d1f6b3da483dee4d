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
    private final Admission admission;

    @Inject
    ReadBudget(Store store, Admission admission) {
        this.store = store;
        this.admission = admission;
    }

    /**
     * Returns the budget for the thread that a run loads. Its bytes are counted with those of the request's body, and
     * for as long.
     */
    static NewRun.HistoryBudget ofRun(Admission.RequestPlace place) {
        return new RoomOfRun(place);
    }

    private static final class RoomOfRun implements NewRun.HistoryBudget {

        private final Admission.RequestPlace place;

        private long usedBytes;

        RoomOfRun(Admission.RequestPlace place) {
            this.place = place;
        }

        @Override
        public synchronized void take(long bytes) {
            checkSize(bytes, place.mostBytes(), "Start a new thread.");
            if (bytes > usedBytes) {
                hold(place, bytes - usedBytes);
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
    public void beforeThread(ThreadKey thread, int limit, int before, RoutingContext request) {
        long bytes = store.threads().bytes(thread, limit, before);
        checkSize(bytes, admission.mostRunBytes(), "Request fewer items with the parameter limit.");
        holdUntilAnswered(bytes, request);
    }

    /**
     * Reserves memory for the items of a run in a response.
     *
     * @throws AgencyException if the items exceed a limit
     */
    public void beforeRunIsSent(String runId, RoutingContext request) {
        holdUntilAnswered(store.runs().bytes(runId), request);
    }

    /** Limits a single thread, which could otherwise fill the heap, because a single request is always admitted. */
    private static void checkSize(long bytes, long most, String advice) {
        if (bytes > most) {
            throw new AgencyException(
                    ErrorCode.TOO_LARGE,
                    "The items of the thread have " + bytes + " bytes, but the limit is " + most
                            + " (agency-swarm.limits.request-bytes). " + advice);
        }
    }

    private void holdUntilAnswered(long bytes, RoutingContext request) {
        Admission.RequestPlace place = admission.enterReading();
        RequestEnd.run(request, place::leave);
        hold(place, bytes);
    }

    private static void hold(Admission.RequestPlace place, long bytes) {
        if (!place.hold(bytes)) {
            throw new AgencyException(ErrorCode.TOO_MANY, place.noRoom());
        }
    }
}
