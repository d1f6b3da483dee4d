package io.agencyswarm.agui;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.lifecycle.AgencyRun;
import io.agencyswarm.run.lifecycle.AgencyRunner.ThreadBusyException;
import io.agencyswarm.store.OnBusy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The active runs by their clients' ids. A client that lost its connection reconnects with the same ids, often before
 * the service has noticed the disconnect: it joins its run if that runs in the background; any other run is cancelled.
 * Safe for several threads.
 */
@Singleton
class ThreadRuns {

    // Guarded by this.
    private final Map<ThreadRunName, StartedRun> liveRuns = new HashMap<>();

    /** A client's thread. Another client's thread with the same id differs from it. */
    private record ClientThread(@Nullable Object principal, String agency, String threadId) {}

    private record ThreadRunName(ClientThread thread, String runId) {}

    /** A run that is about to start or has started. */
    private record StartedRun(boolean background, CompletableFuture<AgencyRun> run) {}

    /**
     * The live runs that affect a request.
     *
     * @param joins the run in the background that the request joins
     * @param blocking the run because of which the request is rejected
     * @param queued the runs that are cancelled because of the request
     */
    private record BusyThread(
            @Nullable StartedRun joins, @Nullable StartedRun blocking, List<StartedRun> queued) {}

    /**
     * Returns the live run with the request's ids if it runs in the background. Otherwise starts a new run, and cancels
     * other runs of the thread as the request demands. Call it on the request's thread.
     *
     * @param begin starts the new run
     * @throws ThreadBusyException if the request demands rejection and the thread has a live run
     */
    AgencyRun joinOrBegin(Agency agency, RunInput input, Supplier<AgencyRun> begin) {
        Object principal = Caller.principalOf(input.request().options().userContext());
        ThreadRunName name = new ThreadRunName(
                new ClientThread(principal, agency.name(), input.ids().threadId()),
                input.ids().runId());
        StartedRun newRun = new StartedRun(input.request().storage().background(), new CompletableFuture<>());
        BusyThread busyThread = enter(name, newRun, input.onBusy());
        if (busyThread.joins() != null) {
            return await(busyThread.joins());
        }
        if (busyThread.blocking() != null) {
            throw new ThreadBusyException(
                    await(busyThread.blocking()).id(),
                    "The thread has a live run. Wait for its end, or send onBusy: \"interrupt\" in forwardedProps.");
        }
        AgencyRun run = begin(name, newRun, begin);
        for (StartedRun superseded : busyThread.queued()) {
            var _ = superseded.run().thenAccept(other -> other.cancel(Cancellation.Mode.IMMEDIATE));
        }
        return run;
    }

    private synchronized BusyThread enter(ThreadRunName name, StartedRun newRun, @Nullable OnBusy onBusy) {
        @Nullable StartedRun existing = liveRuns.get(name);
        if (existing != null && existing.background()) {
            return new BusyThread(existing, null, List.of());
        }
        List<StartedRun> superseded = new ArrayList<>(onBusy == null ? List.of() : otherRuns(name));
        if (onBusy == OnBusy.REJECT && !superseded.isEmpty()) {
            return new BusyThread(null, superseded.getFirst(), List.of());
        }
        if (existing != null) {
            superseded.add(existing);
        }
        liveRuns.put(name, newRun);
        return new BusyThread(null, null, superseded);
    }

    private static AgencyRun await(StartedRun run) {
        try {
            return run.run().join();
        } catch (CompletionException e) {
            // The same exception as for the request that was to start the run.
            throw e.getCause() instanceof AgencyException cause ? cause : e;
        }
    }

    private AgencyRun begin(ThreadRunName name, StartedRun newRun, Supplier<AgencyRun> begin) {
        try {
            AgencyRun run = begin.get();
            newRun.run().complete(run);
            var _ = run.whenEnded().thenRun(() -> forget(name, newRun));
            return run;
        } catch (RuntimeException e) {
            forget(name, newRun);
            newRun.run().completeExceptionally(e);
            throw e;
        }
    }

    /** Returns the other live runs of the thread. */
    private List<StartedRun> otherRuns(ThreadRunName name) {
        return liveRuns.entrySet().stream()
                .filter(entry -> entry.getKey().thread().equals(name.thread())
                        && !entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private synchronized void forget(ThreadRunName name, StartedRun run) {
        liveRuns.remove(name, run);
    }
}
