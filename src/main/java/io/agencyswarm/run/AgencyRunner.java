package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.model.Models;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes runs of agencies. */
@Singleton
public class AgencyRunner {

    private final Models models;
    private final RunConfig limits;
    private final ActiveRuns active;

    @Inject
    AgencyRunner(Models models, RunConfig limits, ActiveRuns active) {
        this.models = models;
        this.limits = limits;
        this.active = active;
    }

    /** A run that has not begun; see {@link AgencyRun}. It knows nothing of any other run. */
    public AgencyRun run(Agency agency, RunRequest request) {
        return new AgencyRun(agency, request, models, limits, active);
    }
}
