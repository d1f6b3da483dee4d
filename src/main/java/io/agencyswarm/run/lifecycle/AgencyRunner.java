package io.agencyswarm.run.lifecycle;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.observe.CompositeObserver;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.ThreadBusyException;
import io.agencyswarm.run.loop.LoopServices;
import io.agencyswarm.run.storage.RunPersistence;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredRun;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Admits runs of agencies, starts them and waits for them. */
@Singleton
public class AgencyRunner {

    private final LoopServices services;
    private final RunPersistence persistence;
    private final ActiveRuns activeRuns;
    private final RunTimeLimit timeLimit;
    private final CompositeObserver observers;

    @Inject
    AgencyRunner(
            LoopServices services,
            RunPersistence persistence,
            ActiveRuns activeRuns,
            RunTimeLimit timeLimit,
            CompositeObserver observers) {
        this.services = services;
        this.persistence = persistence;
        this.activeRuns = activeRuns;
        this.timeLimit = timeLimit;
        this.observers = observers;
    }

    /** The result of a request for a run. */
    public sealed interface StartResult {

        /**
         * A run that has started or waits for its thread.
         *
         * @param interrupted ids of the runs that it interrupts and that this process does not run; the processes that
         *     run them must cancel them
         */
        record Started(ActiveRun run, List<String> interrupted) implements StartResult {}

        /** The run that an earlier request with the same key started; this process may run it or not. */
        record EarlierRun(StoredRun run) implements StartResult {}
    }

    /**
     * Starts a run on a new virtual thread. Called on the thread of the request that asks for it, whose caller becomes
     * the run's. The run's events are read from its log; a run that ends with its connection waits for its reader from
     * the first frame on.
     *
     * @param encoder turns the run's events into frames
     * @throws AgencyException if the run is to be stored and the store does not accept it
     */
    public StartResult start(Agency agency, RunRequest request, EventEncoder encoder) {
        ActiveRun run = new ActiveRun(agency, request, encoder, persistence);
        RunExecution execution =
                new RunExecution(run, services, persistence, activeRuns, timeLimit, observers.onRequested());
        // Before the row is written, so that a process that finds the row finds the run too.
        activeRuns.add(run);
        boolean started = false;
        try {
            StartResult result = request.isStored() ? admit(run) : new StartResult.Started(run, List.of());
            if (result instanceof StartResult.Started) {
                execution.start();
                started = true;
            }
            return result;
        } finally {
            if (!started) {
                activeRuns.remove(run);
            }
        }
    }

    /**
     * Starts a run, as {@link #start} does, for a request without an idempotency key, whose run is always new.
     *
     * @throws IllegalArgumentException if the request has an idempotency key
     * @throws AgencyException if the run is to be stored and the store does not accept it
     */
    public ActiveRun startNew(Agency agency, RunRequest request, EventEncoder encoder) {
        if (request.storage().idempotency() != null) {
            throw new IllegalArgumentException("a request with an idempotency key may repeat an earlier run");
        }
        return switch (start(agency, request, encoder)) {
            case StartResult.Started(ActiveRun run, List<String> _) -> run;
            case StartResult.EarlierRun(StoredRun earlier) ->
                throw new IllegalStateException("the request has no key, but repeats run " + earlier.runId());
        };
    }

    /** Writes the row of a run that is to be stored. */
    private StartResult admit(ActiveRun run) {
        return switch (run.admit()) {
            case AdmissionResult.Admitted _ -> new StartResult.Started(run, List.of());
            case AdmissionResult.Queued(long _, List<String> interrupted) ->
                new StartResult.Started(run, interrupt(interrupted));
            case AdmissionResult.Repeated(StoredRun earlier) -> new StartResult.EarlierRun(earlier);
            case AdmissionResult.Busy(String live) ->
                throw new ThreadBusyException(
                        live,
                        "The thread has a live run. Wait for its end, cancel it, or send on_busy: \"enqueue\" or"
                                + " \"interrupt\".");
            case AdmissionResult.QueueFull(String live, int waiting) ->
                throw new ThreadBusyException(
                        live, waiting + " runs already wait for the thread, the maximum (agency-swarm.runs.queue).");
            case AdmissionResult.RepeatedDeleted(String runId) ->
                throw new AgencyException(
                        ErrorCode.GONE, "The Idempotency-Key started run " + runId + ", which has been deleted.");
            case AdmissionResult.KeyReused _ ->
                throw new AgencyException(
                        ErrorCode.INVALID_REQUEST,
                        "The Idempotency-Key was used within 24 hours with another body. Use a new key for each"
                                + " request, and the same body to repeat one.");
            case AdmissionResult.Full full -> throw full.exception();
            case AdmissionResult.AlreadyEnded(RunStatus status) ->
                throw new IllegalStateException("a new run already has the status " + status);
        };
    }

    /** Cancels the runs that this process runs, and returns the others. */
    private List<String> interrupt(List<String> runIds) {
        List<String> elsewhere = new ArrayList<>();
        for (String runId : runIds) {
            activeRuns
                    .find(runId)
                    .ifPresentOrElse(run -> run.cancel(Cancellation.Mode.IMMEDIATE), () -> elsewhere.add(runId));
        }
        return List.copyOf(elsewhere);
    }

    /**
     * Waits for a run on the calling thread. If a tool waits, it returns its permit for a tool call until the run ends,
     * so that the run's own tools can have it.
     *
     * @throws InterruptedException if the thread is interrupted; the run continues
     */
    public RunResult await(ActiveRun run) throws InterruptedException {
        return services.toolExecutor().releasingPermit(run::awaitPublished);
    }
}
