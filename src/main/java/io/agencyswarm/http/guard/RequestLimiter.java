package io.agencyswarm.http.guard;

import io.agencyswarm.request.RunReservation;
import io.agencyswarm.store.Store;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the current requests and the memory that they hold. There are three budgets, so that a run can be cancelled
 * and read at any load:
 *
 * <ul>
 *   <li>Requests that start runs: their number and bytes have the limits of {@code agency-swarm.limits}. The bytes are
 *       those of the body and of the stored thread that the run loads. They count from before the body is read until
 *       the response is complete, the client disconnects or, if the run continues in the background, that run ends.
 *   <li>Requests that start no run (cancels, logs): the bytes of their bodies have a fixed share of the heap.
 *   <li>Responses from the store: the bytes of their items have a share of the first budget, in addition to it.
 * </ul>
 */
@Singleton
class RequestLimiter {

    /** For most of a run the body is a JSON tree, which takes fifteen times the memory if its texts are short. */
    private static final int HEAP_SHARE = 20;

    private static final int SHARE_OF_OTHER_REQUESTS = 200;

    /** The fraction of the run requests' budget that responses may load from the store, in addition to it. */
    private static final int SHARE_OF_RESPONSES = 3;

    private final int maxRuns;
    private final Budget forRuns;
    private final Budget forOthers;
    private final Budget forResponses;

    @Inject
    RequestLimiter(RequestConfig limits) {
        long heap = Runtime.getRuntime().maxMemory();
        this.maxRuns = limits.concurrentRuns();
        String requests = "The current requests would exceed the maximum total size of their bodies, ";
        this.forRuns = new Budget(limits.requestBytes().orElse(heap / HEAP_SHARE), requests);
        this.forOthers = new Budget(heap / SHARE_OF_OTHER_REQUESTS, requests);
        this.forResponses = new Budget(
                forRuns.maxBytes / SHARE_OF_RESPONSES,
                "The current responses would load more than a third of the request limit from the store, ");
    }

    /** The number of current requests, and the bytes that they hold. */
    private static final class Budget {

        private final long maxBytes;
        private final String messageStart;
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();

        Budget(long maxBytes, String messageStart) {
            this.maxBytes = maxBytes;
            this.messageStart = messageStart;
        }
    }

    /** Admits a request that starts a run. Returns empty if the maximum number of runs is reached. */
    Optional<RequestReservation> admitRun() {
        RequestReservation reservation = new RequestReservation(forRuns);
        if (forRuns.requests.get() > maxRuns) {
            reservation.release();
            return Optional.empty();
        }
        return Optional.of(reservation);
    }

    /** Admits a request that starts no run. */
    RequestReservation admitOther() {
        return new RequestReservation(forOthers);
    }

    /** Admits a request whose response is read from the store. */
    RequestReservation admitResponse() {
        return new RequestReservation(forResponses);
    }

    /** Returns the maximum total size of all run requests, in bytes. */
    long maxRunBytes() {
        return forRuns.maxBytes;
    }

    String tooManyRunsMessage() {
        return "The service has " + maxRuns
                + " current runs, the maximum (agency-swarm.limits.concurrent-runs). Retry later.";
    }

    /**
     * The reservation of a request, which its run keeps if it continues after the request. Safe for several threads.
     */
    static final class RequestReservation implements RunReservation {

        private final Budget budget;

        // Guarded by this.
        private long reserved;
        private boolean requestEnded;
        private boolean runLive;
        private boolean isActive;

        private RequestReservation(Budget budget) {
            this.budget = budget;
            updateBudget();
        }

        /** Returns whether this number of further bytes is within the budget. A single request is always within it. */
        boolean hasRoomFor(long more) {
            return budget.bytes.get() + more <= budget.maxBytes || budget.requests.get() == 1;
        }

        /**
         * Reserves bytes that have arrived or will be loaded. Returns false, and reserves nothing, if the budget is
         * exhausted.
         */
        synchronized boolean reserve(long more) {
            if (!isActive) {
                // The client disconnected meanwhile. The bytes count if the run goes on in the background.
                reserved += more;
                return true;
            }
            if (budget.bytes.addAndGet(more) > budget.maxBytes && budget.requests.get() > 1) {
                budget.bytes.addAndGet(-more);
                return false;
            }
            reserved += more;
            return true;
        }

        /**
         * Ends the request and releases its reservation, unless its run still needs it. A second call has no effect.
         */
        synchronized void release() {
            requestEnded = true;
            updateBudget();
        }

        @Override
        public Store.LoadBudget historyBudget() {
            return new ReservedLoad(this, budget.maxBytes, "Start a new thread.");
        }

        @Override
        public void keepUntil(CompletionStage<?> end) {
            setRunLive(true);
            var _ = end.whenComplete((_, _) -> setRunLive(false));
        }

        private synchronized void setRunLive(boolean live) {
            runLive = live;
            updateBudget();
        }

        private synchronized void updateBudget() {
            boolean needed = !requestEnded || runLive;
            if (needed != isActive) {
                isActive = needed;
                budget.requests.addAndGet(needed ? 1 : -1);
                budget.bytes.addAndGet(needed ? reserved : -reserved);
            }
        }

        String exhaustedMessage() {
            return budget.messageStart + budget.maxBytes + " bytes (agency-swarm.limits.request-bytes). Retry later.";
        }
    }
}
