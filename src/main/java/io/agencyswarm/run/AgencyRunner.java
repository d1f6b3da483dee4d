package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.model.Models;
import io.agencyswarm.observe.ObserverRegistry;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredRun;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Begins runs of agencies, with what all runs share. */
@Singleton
public class AgencyRunner {

    private final Models models;
    private final RunConfig limits;
    private final ToolExecutor tools;
    private final AgentTools agentTools;
    private final QuickReplies quickReplies;
    private final RunPersistence keeping;
    private final ActiveRuns active;
    private final ObserverRegistry observers;
    private final InterceptorChain interceptors;

    @Inject
    AgencyRunner(
            Models models,
            RunConfig limits,
            ToolExecutor tools,
            AgentTools agentTools,
            QuickReplies quickReplies,
            RunPersistence keeping,
            ActiveRuns active,
            ObserverRegistry observers,
            InterceptorChain interceptors) {
        this.models = models;
        this.limits = limits;
        this.tools = tools;
        this.agentTools = agentTools;
        this.quickReplies = quickReplies;
        this.keeping = keeping;
        this.active = active;
        this.observers = observers;
        this.interceptors = interceptors;
    }

    /** What comes of a request for a run. */
    public sealed interface StartResult {

        /**
         * A run, which has begun or waits for its thread.
         *
         * @param interrupted the runs that it interrupts and that this process does not have: whoever has them is to
         *     cancel them
         */
        record New(AgencyRun run, List<String> interrupted) implements StartResult {}

        /** The run that the request's key has begun before; this process may have it or not. */
        record Earlier(StoredRun run) implements StartResult {}
    }

    /** The run's thread has a live run, and the request does not want to wait for it or may not. */
    public static final class ThreadBusyException extends AgencyException {

        private static final long serialVersionUID = 1L;

        private final String liveRunId;

        /** The request is refused because of that run. */
        public ThreadBusyException(String liveRunId, String message) {
            super(ErrorCode.CONFLICT, message);
            this.liveRunId = liveRunId;
        }

        /** The run that has the thread. */
        public String liveRunId() {
            return liveRunId;
        }
    }

    /**
     * Begins a run, on a virtual thread of its own. Called on the thread of the request that asks for it, whose caller
     * is the run's. Whoever wants to see the run reads its log; a run that lives with its connection waits for its reader
     * from the first frame on.
     *
     * @param encoding turns the run's events into frames
     * @throws AgencyException if the run is to be kept and the store does not take it
     */
    public StartResult start(Agency agency, RunRequest request, EventEncoding encoding) {
        AgencyRun run = new AgencyRun(agency, request, this, encoding);
        // Before its row is there, so that whoever finds the row finds the run too.
        active.add(run);
        @Nullable StartResult started = null;
        try {
            started = request.isKept() ? admit(run) : begin(run, List.of());
            return started;
        } finally {
            if (!(started instanceof StartResult.New)) {
                active.remove(run);
            }
        }
    }

    /**
     * Begins a run that no key has begun before; as {@link #start}.
     *
     * @throws AgencyException if the run is to be kept and the store does not take it
     */
    public AgencyRun begin(Agency agency, RunRequest request, EventEncoding encoding) {
        return switch (start(agency, request, encoding)) {
            case StartResult.New begun -> begun.run();
            case StartResult.Earlier(StoredRun run) ->
                throw new IllegalStateException("no key has begun run " + run.runId());
        };
    }

    private StartResult admit(AgencyRun run) {
        return switch (run.admit()) {
            case AdmissionResult.Begun _ -> begin(run, List.of());
            case AdmissionResult.Queued(long _, List<String> interrupted) -> begin(run, interrupt(interrupted));
            case AdmissionResult.Repeated(StoredRun earlier) -> new StartResult.Earlier(earlier);
            case AdmissionResult.Busy(String live) ->
                throw new ThreadBusyException(
                        live,
                        "The thread has a live run. Wait for its end, cancel it, or send on_busy: \"enqueue\" or"
                                + " \"interrupt\".");
            case AdmissionResult.QueueFull(String live, int waiting) ->
                throw new ThreadBusyException(
                        live, waiting + " runs wait for the thread already, as many as may (agency-swarm.runs.queue).");
            case AdmissionResult.RepeatedDeleted(String runId) ->
                throw new AgencyException(
                        ErrorCode.GONE, "The Idempotency-Key has begun run " + runId + ", which was deleted since.");
            case AdmissionResult.KeyReused _ ->
                throw new AgencyException(
                        ErrorCode.INVALID_REQUEST,
                        "The Idempotency-Key was used within 24 hours with another body. Use a key of its own for each"
                                + " request, and the same body when you repeat one.");
            case AdmissionResult.ThreadFull full -> throw new AgencyException(ErrorCode.TOO_LARGE, full.message());
            case AdmissionResult.CallerFull full -> throw new AgencyException(ErrorCode.TOO_MANY, full.message());
            case AdmissionResult.AlreadyEnded(RunStatus status) ->
                throw new IllegalStateException("a run that was not there before is " + status);
        };
    }

    private StartResult begin(AgencyRun run, List<String> interrupted) {
        run.begin();
        return new StartResult.New(run, interrupted);
    }

    /** Cancels those that this process has, and returns the rest. */
    private List<String> interrupt(List<String> runIds) {
        List<String> elsewhere = new ArrayList<>();
        for (String runId : runIds) {
            active.find(runId)
                    .ifPresentOrElse(run -> run.cancel(Cancellation.Mode.IMMEDIATE), () -> elsewhere.add(runId));
        }
        return List.copyOf(elsewhere);
    }

    /**
     * Waits for a run on the calling thread. A tool gives its place among the tools back meanwhile, for the run's own tools.
     *
     * @throws InterruptedException if the thread is interrupted; the run goes on
     */
    public RunResult await(AgencyRun run) throws InterruptedException {
        return tools.releasingPlace(() -> {
            try {
                return run.published().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A run's end is never exceptional.", e);
            }
        });
    }

    Models models() {
        return models;
    }

    RunConfig limits() {
        return limits;
    }

    ToolExecutor tools() {
        return tools;
    }

    AgentTools agentTools() {
        return agentTools;
    }

    QuickReplies quickReplies() {
        return quickReplies;
    }

    RunPersistence keeping() {
        return keeping;
    }

    ActiveRuns active() {
        return active;
    }

    ObserverRegistry observers() {
        return observers;
    }

    InterceptorChain interceptors() {
        return interceptors;
    }
}
