package io.agencyswarm.agui;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.AgencyRunner.ThreadBusyException;
import io.agencyswarm.run.Cancellation;
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
    private final Map<ThreadRunName, StartedRun> live = new HashMap<>();

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
        StartedRun mine = new StartedRun(input.request().storage().background(), new CompletableFuture<>());
        BusyThread busyThread = enter(name, mine, input.onBusy());
        if (busyThread.joins() != null) {
            return await(busyThread.joins());
        }
        if (busyThread.blocking() != null) {
            throw new ThreadBusyException(
                    await(busyThread.blocking()).id(),
                    "The thread has a live run. Wait for its end, or send onBusy: \"interrupt\" in forwardedProps.");
        }
        AgencyRun run = begin(name, mine, begin);
        for (StartedRun superseded : busyThread.queued()) {
            var _ = superseded.run().thenAccept(other -> other.cancel(Cancellation.Mode.IMMEDIATE));
        }
        return run;
    }

    private synchronized BusyThread enter(ThreadRunName name, StartedRun mine, @Nullable OnBusy onBusy) {
        @Nullable StartedRun same = live.get(name);
        if (same != null && same.background()) {
            return new BusyThread(same, null, List.of());
        }
        List<StartedRun> superseded = new ArrayList<>(onBusy == null ? List.of() : others(name));
        if (onBusy == OnBusy.REJECT && !superseded.isEmpty()) {
            return new BusyThread(null, superseded.getFirst(), List.of());
        }
        if (same != null) {
            superseded.add(same);
        }
        live.put(name, mine);
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

    private AgencyRun begin(ThreadRunName name, StartedRun mine, Supplier<AgencyRun> begin) {
        try {
            AgencyRun run = begin.get();
            mine.run().complete(run);
            var _ = run.whenEnded().thenRun(() -> forget(name, mine));
            return run;
        } catch (RuntimeException e) {
            forget(name, mine);
            mine.run().completeExceptionally(e);
            throw e;
        }
    }

    /** Returns the other live runs of the thread. */
    private List<StartedRun> others(ThreadRunName name) {
        return live.entrySet().stream()
                .filter(each -> each.getKey().thread().equals(name.thread())
                        && !each.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private synchronized void forget(ThreadRunName name, StartedRun run) {
        live.remove(name, run);
    }
}
