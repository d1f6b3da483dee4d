package io.agencyswarm.agui;

import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.ThreadBusyException;
import io.agencyswarm.run.lifecycle.ActiveRun;
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
 * The live runs by their clients' ids. A client that lost its connection reconnects with the same ids, often before the
 * service has noticed the disconnect: it joins its run if that runs in the background; any other run is cancelled. Safe
 * for several threads.
 */
@Singleton
class ClientRuns {

    /** Of each thread, in the order of their requests. Guarded by this. */
    private final Map<ClientThread, List<ClientRun>> liveRuns = new HashMap<>();

    /** A client's thread. Another client's thread with the same id differs from it. */
    private record ClientThread(@Nullable Object principal, String agency, String threadId) {}

    /**
     * A run that is about to start or has started. A run that was superseded has the same id as its successor.
     *
     * @param run completes when the run has started
     */
    private record ClientRun(String runId, boolean background, CompletableFuture<ActiveRun> run) {

        boolean hasIdOf(ClientRun other) {
            return runId.equals(other.runId);
        }

        ActiveRun await() {
            try {
                return run.join();
            } catch (CompletionException e) {
                // The same exception as for the request that was to start the run.
                throw e.getCause() instanceof AgencyException cause ? cause : e;
            }
        }
    }

    /** What happens to a request. */
    private sealed interface Admission {

        /** It joins this run, which is in the background. */
        record Join(ClientRun live) implements Admission {}

        /** It is rejected because of this run. */
        record Reject(ClientRun live) implements Admission {}

        /** It starts a run, after which these are cancelled. */
        record Start(List<ClientRun> superseded) implements Admission {}
    }

    /**
     * Returns the live run with the request's ids if it runs in the background. Otherwise starts a new run, and cancels
     * other runs of the thread as the request demands. Call it on the request's thread.
     *
     * @param begin starts the new run
     * @throws ThreadBusyException if the request demands rejection and the thread has a live run
     */
    ActiveRun joinOrBegin(RunInput input, Supplier<ActiveRun> begin) {
        Object principal = Caller.principalOf(input.request().options().userContext());
        ClientThread thread =
                new ClientThread(principal, input.agency().name(), input.ids().threadId());
        ClientRun newRun =
                new ClientRun(input.ids().runId(), input.request().storage().background(), new CompletableFuture<>());
        return switch (admit(thread, newRun, input.onBusy())) {
            case Admission.Join(ClientRun live) -> live.await();
            case Admission.Reject(ClientRun live) ->
                throw new ThreadBusyException(
                        live.await().id(),
                        "The thread has a live run. Wait for its end, or send onBusy: \"interrupt\" in forwardedProps.");
            case Admission.Start(List<ClientRun> superseded) -> {
                ActiveRun run = begin(thread, newRun, begin);
                superseded.forEach(other -> {
                    var _ = other.run().thenAccept(started -> started.cancel(Cancellation.Mode.IMMEDIATE));
                });
                yield run;
            }
        };
    }

    private synchronized Admission admit(ClientThread thread, ClientRun newRun, @Nullable OnBusy onBusy) {
        List<ClientRun> live = liveRuns.computeIfAbsent(thread, _ -> new ArrayList<>());
        for (ClientRun run : live) {
            if (run.hasIdOf(newRun) && run.background()) {
                return new Admission.Join(run);
            }
        }
        List<ClientRun> superseded = new ArrayList<>();
        for (ClientRun run : live) {
            if (run.hasIdOf(newRun) || onBusy == OnBusy.INTERRUPT) {
                superseded.add(run);
            } else if (onBusy == OnBusy.REJECT) {
                return new Admission.Reject(run);
            }
        }
        live.add(newRun);
        return new Admission.Start(superseded);
    }

    private ActiveRun begin(ClientThread thread, ClientRun newRun, Supplier<ActiveRun> begin) {
        try {
            ActiveRun run = begin.get();
            newRun.run().complete(run);
            var _ = run.whenEnded().thenRun(() -> forget(thread, newRun));
            return run;
        } catch (RuntimeException | Error e) {
            forget(thread, newRun);
            newRun.run().completeExceptionally(e);
            throw e;
        }
    }

    private synchronized void forget(ClientThread thread, ClientRun run) {
        liveRuns.computeIfPresent(thread, (_, live) -> {
            live.remove(run);
            return live.isEmpty() ? null : live;
        });
    }
}
