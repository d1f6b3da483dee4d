package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.model.Models;
import io.agencyswarm.observe.RunObservers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Begins runs of agencies, with what all runs share. */
@Singleton
public class AgencyRunner {

    private final Models models;
    private final RunConfig limits;
    private final ToolThreads tools;
    private final QuickReplies quickReplies;
    private final Threads threads;
    private final ActiveRuns active;
    private final RunObservers observers;

    @Inject
    AgencyRunner(
            Models models,
            RunConfig limits,
            ToolThreads tools,
            QuickReplies quickReplies,
            Threads threads,
            ActiveRuns active,
            RunObservers observers) {
        this.models = models;
        this.limits = limits;
        this.tools = tools;
        this.quickReplies = quickReplies;
        this.threads = threads;
        this.active = active;
        this.observers = observers;
    }

    /**
     * Begins a run, on a virtual thread of its own. Called on the thread of the request that asks for it, whose caller
     * is the run's. Whoever wants to see the run reads its log; a run that lives with its connection waits for its reader
     * from the first frame on.
     *
     * @param encoding turns the run's events into frames
     */
    public AgencyRun start(Agency agency, RunRequest request, EventLog.Encoding encoding) {
        AgencyRun run = new AgencyRun(agency, request, this, encoding);
        active.add(run);
        run.begin();
        return run;
    }

    Models models() {
        return models;
    }

    RunConfig limits() {
        return limits;
    }

    ToolThreads tools() {
        return tools;
    }

    QuickReplies quickReplies() {
        return quickReplies;
    }

    Threads threads() {
        return threads;
    }

    ActiveRuns active() {
        return active;
    }

    RunObservers observers() {
        return observers;
    }
}
