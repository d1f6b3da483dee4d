package io.agencyswarm.http;

import io.agencyswarm.request.RunPlace;
import io.agencyswarm.run.RunConfig;
import io.agencyswarm.store.NewRun;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the runs under way and the bytes of the requests that are held for them, and admits no more than
 * {@code agency-swarm.limits} says. A request counts from before its body is read until its answer is whole or its client
 * has left, and one whose run outlives it until that run's end. Requests that begin no run (cancels, logs) have bytes of
 * their own, so that a run can be cancelled however many there are; so have answers that are read from the store.
 */
@Singleton
class Admission {

    /** A body is a tree of JSON for most of its run's time, with short texts in fifteen times the memory. */
    private static final int SHARE_OF_THE_HEAP = 20;

    private static final int SHARE_OF_OTHER_REQUESTS = 200;

    /** What is loaded for answers, beside the bytes of the requests for runs. */
    private static final int SHARE_OF_READING = 3;

    private final int mostRuns;
    private final Budget forRuns;
    private final Budget forOthers;
    private final Budget forReading;

    @Inject
    Admission(RunConfig limits) {
        long heap = Runtime.getRuntime().maxMemory();
        this.mostRuns = limits.concurrentRuns();
        String requests = "The requests under way have as many bytes as the service may hold at a time, ";
        this.forRuns = new Budget(limits.requestBytes().orElse(heap / SHARE_OF_THE_HEAP), requests);
        this.forOthers = new Budget(heap / SHARE_OF_OTHER_REQUESTS, requests);
        this.forReading = new Budget(
                forRuns.mostBytes / SHARE_OF_READING,
                "The answers under way hold as many bytes of the store as the service may load at a time, a third: ");
    }

    /** Requests under way, and the bytes that they hold. */
    private static final class Budget {

        private final long mostBytes;
        private final String full;
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();

        Budget(long mostBytes, String full) {
            this.mostBytes = mostBytes;
            this.full = full;
        }
    }

    /** A request that begins a run; empty where there are as many as there may be. */
    Optional<RequestPlace> enterRun() {
        RequestPlace place = new RequestPlace(forRuns);
        if (forRuns.requests.get() > mostRuns) {
            place.leave();
            return Optional.empty();
        }
        return Optional.of(place);
    }

    /** A request that begins no run. */
    RequestPlace enter() {
        return new RequestPlace(forOthers);
    }

    /** A request whose answer is read from the store. */
    RequestPlace enterReading() {
        return new RequestPlace(forReading);
    }

    /** The bytes that all requests for runs may hold together. */
    long mostRunBytes() {
        return forRuns.mostBytes;
    }

    String tooManyRuns() {
        return "The service has " + mostRuns
                + " runs under way, as many as it may (agency-swarm.limits.concurrent-runs)." + " Ask again.";
    }

    /** What a request holds, and then the run that it has begun, where that goes on. Safe for several threads. */
    static final class RequestPlace implements RunPlace {

        private final Budget budget;

        // Guarded by this.
        private long held;
        private boolean requestOver;
        private boolean runLive;
        private boolean given;

        private RequestPlace(Budget budget) {
            this.budget = budget;
            settle();
        }

        /** Whether so many bytes more can be held now; a request that is alone may have any number. */
        boolean hasRoomFor(long more) {
            return budget.bytes.get() + more <= budget.mostBytes || budget.requests.get() == 1;
        }

        /** Holds bytes that have arrived, or are going to be loaded; false, and nothing is held, where there is no room for them. */
        synchronized boolean hold(long more) {
            if (!given) {
                // The client left meanwhile.
                return true;
            }
            if (budget.bytes.addAndGet(more) > budget.mostBytes && budget.requests.get() > 1) {
                budget.bytes.addAndGet(-more);
                return false;
            }
            held += more;
            return true;
        }

        /** The request is over, and gives back all that it holds but for what its run keeps; a second call does nothing. */
        synchronized void leave() {
            requestOver = true;
            settle();
        }

        @Override
        public NewRun.HistoryBudget room() {
            return ReadBudget.ofRun(this);
        }

        /** The bytes that all places of its kind may hold together. */
        long mostBytes() {
            return budget.mostBytes;
        }

        @Override
        public void keepUntil(CompletionStage<?> end) {
            live(true);
            var _ = end.whenComplete((result, failure) -> live(false));
        }

        private synchronized void live(boolean whether) {
            runLive = whether;
            settle();
        }

        private synchronized void settle() {
            boolean needed = !requestOver || runLive;
            if (needed != given) {
                given = needed;
                budget.requests.addAndGet(needed ? 1 : -1);
                budget.bytes.addAndGet(needed ? held : -held);
            }
        }

        String noRoom() {
            return budget.full + budget.mostBytes + " (agency-swarm.limits.request-bytes). Ask again.";
        }
    }
}
