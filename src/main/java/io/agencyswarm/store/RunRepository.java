package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of runs. Each write is one transaction. A run's owner passes the attempt number that it was given; once
 * another process has taken over the run, the number has changed and the write is refused.
 */
public interface RunRepository {

    /**
     * Writes the row of a run that is about to start. A run without a thread starts at once. A run with a thread
     * becomes its live run; if the thread has a live run, or others wait for it, {@link NewRun#onBusy} decides. A run
     * that starts appends its {@link NewRun#items} here. If the row exists already, because the call is repeated, the
     * result is the row's state.
     *
     * @return with {@link OnBusy#INTERRUPT}, {@link AdmissionResult.Queued} whenever waiting runs were cancelled; it
     *     lists them
     * @throws io.agencyswarm.error.AgencyException with {@link io.agencyswarm.error.ErrorCode#TOO_MANY} if the store
     *     has no room
     */
    AdmissionResult admit(NewRun run);

    /**
     * Tries to start a run that {@link #admit} has queued. The oldest queued run of a thread is the next. Can be
     * repeated after it has started.
     *
     * @return {@link AdmissionResult.Queued} if it still has to wait; after {@link AdmissionResult.Full} the row has
     *     failed
     */
    AdmissionResult.ClaimResult claim(NewRun run);

    /**
     * Appends the items of a completed turn, with the number of its last frame. A call whose frame is not after the
     * row's has been made before and does nothing, so a call can be repeated if its result was lost.
     */
    WriteResult advance(String runId, long attempt, List<ThreadItem> items, long lastEventId);

    /**
     * Ends a run: appends its last items, writes its result, and releases its thread. The items of a run that still
     * waits for its thread are not written. The answer counts to the caller's bytes.
     *
     * @return {@link WriteResult#DONE} also if an earlier call has ended it; never {@link WriteResult#THREAD_FULL},
     *     because the run has to end: what can't be appended is left out, see {@link WriteResult#DONE_WITHOUT_ITEMS}
     */
    WriteResult end(String runId, long attempt, List<ThreadItem> items, StoredResult result);

    /** Returns the row of a run of any caller. */
    Optional<StoredRun> find(String runId);

    /**
     * Returns the row as {@link #find} does, with the run's items so far. The row, the bytes and the items are those of
     * one moment: the items are those of the turns up to the row's last frame.
     *
     * @param budget memory for the items; the answer is not counted
     * @throws io.agencyswarm.error.AgencyException if the budget has not enough memory
     */
    Optional<RunWithItems> read(String runId, Store.LoadBudget budget);

    /**
     * Lists the matching runs of an agency, newest first; without their answers, which may be long: the response is
     * JSON's null.
     *
     * @throws Store.PositionException if the page is to begin after a run that is not in the list
     */
    Store.Page<StoredRun> list(RunQuery query);

    /** Deletes an ended run, with the items that only it holds; its idempotency key stays used. */
    Store.DeletionResult delete(String runId);

    /**
     * The filter of a list of runs.
     *
     * @param ownOnly whether only those of {@code principal} match
     * @param status null for any
     * @param threadId null for any
     * @param before the id of the last run of the page before; null for the first page
     */
    record RunQuery(
            String agency,
            boolean ownOnly,
            @Nullable String principal,
            @Nullable RunStatus status,
            @Nullable String threadId,
            int limit,
            @Nullable String before) {}

    /**
     * The row of a run with its items.
     *
     * @param items in order
     */
    record RunWithItems(StoredRun run, List<ThreadItem> items) {

        /** Copies the list. */
        public RunWithItems {
            items = List.copyOf(items);
        }
    }

    /** The result of a write of a run's owner. */
    enum WriteResult {
        /** It was written. */
        DONE,
        /**
         * The run has ended, but its last items or its answer exceed a limit, as with {@link #THREAD_FULL}, and are
         * lost.
         */
        DONE_WITHOUT_ITEMS,
        /** Another process has taken over the run; nothing was written. */
        FENCED,
        /** The thread, or everything that the caller has, would exceed its limit of bytes; nothing was appended. */
        THREAD_FULL
    }
}
