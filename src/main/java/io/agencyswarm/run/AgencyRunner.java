package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.model.Models;
import io.agencyswarm.observe.RunObservers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes runs of agencies. */
@Singleton
public class AgencyRunner {

    private final RunServices services;

    @Inject
    AgencyRunner(
            Models models,
            RunConfig limits,
            ActiveRuns active,
            QuickReplies quickReplies,
            Threads threads,
            ToolThreads toolThreads,
            RunObservers observers) {
        this.services = new RunServices(models, limits, active, quickReplies, threads, toolThreads, observers);
    }

    /** A run that has not begun; see {@link AgencyRun}. It knows nothing of any other run. */
    public AgencyRun run(Agency agency, RunRequest request) {
        return new AgencyRun(agency, request, services);
    }
}
