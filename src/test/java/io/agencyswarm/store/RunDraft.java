package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link NewRun} for tests: a background run of the agency "support" without a subject. */
public record RunDraft(NewRun run) {

    /** The agency of these runs. */
    public static final String AGENCY = "support";

    /** Returns a run without a thread and with the user message "Hello from" and the run's id. */
    public static RunDraft of(String runId) {
        return new RunDraft(new NewRun(
                runId,
                AGENCY,
                null,
                true,
                null,
                false,
                OnBusy.REJECT,
                null,
                List.of(StoredItems.user("Hello from " + runId)),
                null,
                Store.LoadBudget.UNCOUNTED));
    }

    /** Returns a thread of these runs without a subject. */
    public static ThreadKey thread(String threadId) {
        return new ThreadKey(AGENCY, threadId, null);
    }

    /** Returns the run in this thread. */
    public static NewRun in(ThreadKey thread, String runId) {
        return of(runId).thread(thread).run();
    }

    /** Returns the run in this thread, with the behavior if it is busy. */
    public static NewRun in(ThreadKey thread, String runId, OnBusy onBusy) {
        return of(runId).thread(thread).onBusy(onBusy).run();
    }

    /** In this thread, for its caller and agency. */
    public RunDraft thread(ThreadKey thread) {
        return with(thread.agency(), thread.principal(), thread, run.onBusy(), run.history(), run.items());
    }

    /** Sent by this caller. */
    public RunDraft principal(@Nullable String principal) {
        return with(run.agency(), principal, run.thread(), run.onBusy(), run.history(), run.items());
    }

    /** For this agency. */
    public RunDraft agency(String agency) {
        return with(agency, run.principal(), run.thread(), run.onBusy(), run.history(), run.items());
    }

    /** Sets the behavior if the thread is busy. */
    public RunDraft onBusy(OnBusy onBusy) {
        return with(run.agency(), run.principal(), run.thread(), onBusy, run.history(), run.items());
    }

    /** Sets the history that the client sends. */
    public RunDraft history(List<ThreadItem> history) {
        return with(run.agency(), run.principal(), run.thread(), run.onBusy(), history, run.items());
    }

    /** Replaces the user's message by these items. */
    public RunDraft says(ThreadItem... items) {
        return with(run.agency(), run.principal(), run.thread(), run.onBusy(), run.history(), List.of(items));
    }

    /** With an idempotency key for {@code get_response}. */
    public RunDraft key(String key, String bodyHash) {
        return key("get_response", key, bodyHash);
    }

    /** With an idempotency key. */
    public RunDraft key(String endpoint, String key, String bodyHash) {
        return with(run.itemsElsewhere(), new NewRun.Idempotency(endpoint, key, bodyHash), run.historyBudget());
    }

    /** Sets the budget for loading its thread. */
    public RunDraft room(Store.LoadBudget room) {
        return with(run.itemsElsewhere(), run.idempotency(), room);
    }

    /** With the thread's items in the application's own store. */
    public RunDraft itemsElsewhere() {
        return with(true, run.idempotency(), run.historyBudget());
    }

    private RunDraft with(boolean itemsElsewhere, NewRun.@Nullable Idempotency idempotency, Store.LoadBudget room) {
        return new RunDraft(new NewRun(
                run.runId(),
                run.agency(),
                run.principal(),
                run.background(),
                run.thread(),
                itemsElsewhere,
                run.onBusy(),
                run.history(),
                run.items(),
                idempotency,
                room));
    }

    private RunDraft with(
            String agency,
            @Nullable String principal,
            @Nullable ThreadKey thread,
            OnBusy onBusy,
            @Nullable List<ThreadItem> history,
            List<ThreadItem> items) {
        return new RunDraft(new NewRun(
                run.runId(),
                agency,
                principal,
                run.background(),
                thread,
                run.itemsElsewhere(),
                onBusy,
                history,
                items,
                run.idempotency(),
                run.historyBudget()));
    }
}
