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
 * The active runs by their clients' names for them. A client that lost its connection comes back with the same names,
 * often before its leaving was noticed: it joins the run that it left where that is in the background, any other one is
 * cancelled. Safe for several threads.
 */
@Singleton
class ThreadRuns {

    // Guarded by this.
    private final Map<ThreadRunName, BegunRun> live = new HashMap<>();

    /** A thread as one client names it; that of another is another. */
    private record ClientThread(@Nullable Object principal, String agency, String threadId) {}

    private record ThreadRunName(ClientThread thread, String runId) {}

    /** A run that is about to begin, or has begun. */
    private record BegunRun(boolean background, CompletableFuture<AgencyRun> run) {}

    /**
     * What a request meets.
     *
     * @param joins the run in the background that it joins
     * @param blocking the run because of which it is rejected
     * @param left the runs that end because of it
     */
    private record Met(@Nullable BegunRun joins, @Nullable BegunRun blocking, List<BegunRun> left) {}

    /**
     * The live run of the request's names, where it is in the background; else a new one, for which others of the
     * thread end as the request wants it. On the request's thread.
     *
     * @param begin begins the new run
     * @throws ThreadBusyException if the request is to be rejected where the thread has a live run, and it has
     */
    AgencyRun joinOrBegin(Agency agency, RunInput input, Supplier<AgencyRun> begin) {
        Object principal = Caller.principal(input.request().options().userContext());
        ThreadRunName name = new ThreadRunName(
                new ClientThread(principal, agency.name(), input.ids().threadId()),
                input.ids().runId());
        BegunRun mine = new BegunRun(input.request().lasting().background(), new CompletableFuture<>());
        Met met = enter(name, mine, input.onBusy());
        if (met.joins() != null) {
            return await(met.joins());
        }
        if (met.blocking() != null) {
            throw new ThreadBusyException(
                    await(met.blocking()).id(),
                    "The thread has a live run. Wait for its end, or send onBusy: \"interrupt\" in forwardedProps.");
        }
        AgencyRun run = begin(name, mine, begin);
        for (BegunRun left : met.left()) {
            var _ = left.run().thenAccept(other -> other.cancel(Cancellation.Mode.IMMEDIATE));
        }
        return run;
    }

    private synchronized Met enter(ThreadRunName name, BegunRun mine, @Nullable OnBusy onBusy) {
        @Nullable BegunRun same = live.get(name);
        if (same != null && same.background()) {
            return new Met(same, null, List.of());
        }
        List<BegunRun> left = new ArrayList<>(onBusy == null ? List.of() : others(name));
        if (onBusy == OnBusy.REJECT && !left.isEmpty()) {
            return new Met(null, left.getFirst(), List.of());
        }
        if (same != null) {
            left.add(same);
        }
        live.put(name, mine);
        return new Met(null, null, left);
    }

    private static AgencyRun await(BegunRun begun) {
        try {
            return begun.run().join();
        } catch (CompletionException e) {
            // As the request is told that was to begin it.
            throw e.getCause() instanceof AgencyException refused ? refused : e;
        }
    }

    private AgencyRun begin(ThreadRunName name, BegunRun mine, Supplier<AgencyRun> begin) {
        try {
            AgencyRun run = begin.get();
            mine.run().complete(run);
            var _ = run.ended().thenRun(() -> forget(name, mine));
            return run;
        } catch (RuntimeException e) {
            forget(name, mine);
            mine.run().completeExceptionally(e);
            throw e;
        }
    }

    /** The other live runs of the thread. */
    private List<BegunRun> others(ThreadRunName name) {
        return live.entrySet().stream()
                .filter(each -> each.getKey().thread().equals(name.thread())
                        && !each.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private synchronized void forget(ThreadRunName name, BegunRun run) {
        live.remove(name, run);
    }
}
