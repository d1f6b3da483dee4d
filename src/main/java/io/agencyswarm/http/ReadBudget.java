package io.agencyswarm.http;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.ThreadKey;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Makes room for stored items before they are loaded: a short request may load a long thread.
 */
@Singleton
class ReadBudget {

    private final Store store;
    private final Admission admission;

    @Inject
    ReadBudget(Store store, Admission admission) {
        this.store = store;
        this.admission = admission;
    }

    /** Takes room for the thread that a run loads: its bytes count with those of the request's body, and as long. */
    static NewRun.HistoryBudget ofRun(Admission.RequestPlace place) {
        return new RoomOfRun(place);
    }

    private static final class RoomOfRun implements NewRun.HistoryBudget {

        private final Admission.RequestPlace place;

        private long taken;

        RoomOfRun(Admission.RequestPlace place) {
            this.place = place;
        }

        @Override
        public synchronized void take(long bytes) {
            checkSize(bytes, place.mostBytes(), "Begin a new thread.");
            if (bytes > taken) {
                hold(place, bytes - taken);
                taken = bytes;
            }
        }
    }

    /**
     * Items of a thread that a request is answered with.
     *
     * @param limit as {@link io.agencyswarm.store.ThreadRepository#items} has it
     * @param before as there
     * @throws AgencyException if there is no room for them
     */
    void beforeThread(ThreadKey thread, int limit, int before, RoutingContext request) {
        long bytes = store.threads().bytes(thread, limit, before);
        checkSize(bytes, admission.mostRunBytes(), "Ask for fewer items, with limit.");
        holdUntilAnswered(bytes, request);
    }

    /**
     * The items of a run that a request is answered with.
     *
     * @throws AgencyException if there is no room for them
     */
    void beforeRunIsTold(String runId, RoutingContext request) {
        holdUntilAnswered(store.runs().bytes(runId), request);
    }

    /** Without a limit a single thread could fill the heap, because one that is alone is always admitted. */
    private static void checkSize(long bytes, long most, String advice) {
        if (bytes > most) {
            throw new AgencyException(
                    ErrorCode.TOO_LARGE,
                    "The items of the thread have " + bytes + " bytes, more than the service may hold, " + most
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
