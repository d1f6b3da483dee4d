package io.agencyswarm.http;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.http.guard.ResponseBudget;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.StoredRun;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the runs that the caller may see: their rows in the store, and those that this process has. Only {@link #find}
 * checks the caller. The other methods need a row, which the caller gets from there or by starting the run. Blocks.
 */
@Singleton
class RunLookup {

    private final Store store;
    private final ActiveRuns activeRuns;
    private final ReplayMemory endedLogs;
    private final Caller caller;
    private final ResponseBudget responseBudget;

    @Inject
    RunLookup(
            Store store, ActiveRuns activeRuns, ReplayMemory endedLogs, Caller caller, ResponseBudget responseBudget) {
        this.store = store;
        this.activeRuns = activeRuns;
        this.endedLogs = endedLogs;
        this.caller = caller;
        this.responseBudget = responseBudget;
    }

    /** Returns the row of a run; empty if there is none that the caller may see. */
    Optional<StoredRun> find(Agency agency, String runId) {
        if (!ActiveRun.isId(runId)) {
            return Optional.empty();
        }
        return store.runs()
                .find(runId)
                .filter(run -> run.agency().equals(agency.name()))
                .filter(run -> caller.isOwner(run.principal()));
    }

    /**
     * Returns the current state of a run with its items. Reserves memory for them until the request ends.
     *
     * @throws AgencyException if the budget for the items is exhausted
     */
    RunBody body(StoredRun run, RoutingContext context) {
        return body(run, responseBudget.forRun(context));
    }

    /**
     * Returns the current state of a run that has just started. Reserves no memory for its items, because it has few.
     */
    RunBody bodyOfNewRun(StoredRun run) {
        return body(run, Store.LoadBudget.UNCOUNTED);
    }

    private RunBody body(StoredRun run, Store.LoadBudget budget) {
        RunRepository.RunWithItems runWithItems = read(run, budget);
        return RunBody.of(runWithItems.run(), runWithItems.items());
    }

    /**
     * Returns the result of a finished run with its items. Reserves memory for them until the request ends.
     *
     * @throws AgencyException if the budget for the items is exhausted
     */
    RunResult result(StoredRun run, RoutingContext context) {
        StoredResult result = Objects.requireNonNull(run.result(), "a finished run has a result");
        return new RunResult(
                run.runId(),
                result.response(),
                read(run, responseBudget.forRun(context)).items(),
                result.usage(),
                run.status() == RunStatus.CANCELLED,
                result.error() == null ? null : new AgencyException(code(result), result.error()),
                result.fileIds(),
                result.chatName(),
                null);
    }

    private RunRepository.RunWithItems read(StoredRun run, Store.LoadBudget budget) {
        return store.runs().read(run.runId(), budget).orElseThrow(() -> notFound(run.agency()));
    }

    private static ErrorCode code(StoredResult result) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(result.errorCode()))
                .findFirst()
                .orElse(ErrorCode.INTERNAL);
    }

    /** Returns the stored frames of a run that is running or has ended, if this process has them. */
    Optional<EventLog> log(StoredRun run) {
        return activeRuns.log(run.runId());
    }

    /** Returns a run if this process has it and it has not ended. */
    Optional<ActiveRun> findActive(StoredRun run) {
        return activeRuns.find(run.runId());
    }

    /** Deletes a finished run and its frames. */
    Store.DeletionResult delete(StoredRun run) {
        Store.DeletionResult deletionResult = store.runs().delete(run.runId());
        if (deletionResult == Store.DeletionResult.DONE) {
            endedLogs.evict(run.runId());
        }
        return deletionResult;
    }

    static AgencyException notFound(Agency agency) {
        return notFound(agency.name());
    }

    private static AgencyException notFound(String agency) {
        return new AgencyException(ErrorCode.NOT_FOUND, "Agency " + agency + " has no stored run with this id.");
    }
}
