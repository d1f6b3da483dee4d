package io.agencyswarm.request;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.run.lifecycle.AgencyRunner;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Starts the runs that clients request. The run's thread counts towards the request's memory, the run's events go into
 * the log that the request names, and a run that outlives the request keeps its reservation. Methods are called on the
 * request's own thread.
 */
@Singleton
public class RunStarter {

    private final AgencyRunner runner;
    private final ActivityLogging activityLogging;

    @Inject
    RunStarter(AgencyRunner runner, ActivityLogging activityLogging) {
        this.runner = runner;
        this.activityLogging = activityLogging;
    }

    /**
     * Starts a run, or finds the one that an earlier request with the same idempotency key started.
     *
     * @param logId the id of the log that the request names; null if it names none
     * @throws AgencyException if the request was refused a reservation, or the store does not accept the run
     */
    public AgencyRunner.StartResult start(
            Agency agency, RunRequest request, EventEncoder encoder, @Nullable String logId, RoutingContext context) {
        AgencyRunner.StartResult started =
                runner.start(agency, counted(request, context), activityLogging.encoder(logId, encoder));
        if (started instanceof AgencyRunner.StartResult.Started(ActiveRun run, var _)) {
            RunReservation.hold(context, run);
        }
        return started;
    }

    /**
     * Starts a run for a request without an idempotency key, whose run is always new.
     *
     * @param logId the id of the log that the request names; null if it names none
     * @throws AgencyException if the request was refused a reservation, or the store does not accept the run
     */
    public ActiveRun startNew(
            Agency agency, RunRequest request, EventEncoder encoder, @Nullable String logId, RoutingContext context) {
        ActiveRun run = runner.startNew(agency, counted(request, context), activityLogging.encoder(logId, encoder));
        RunReservation.hold(context, run);
        return run;
    }

    /** Returns the request with the budget for the thread that its run loads. */
    private static RunRequest counted(RunRequest request, RoutingContext context) {
        return request.withHistoryBudget(RunReservation.of(context).historyBudget());
    }
}
