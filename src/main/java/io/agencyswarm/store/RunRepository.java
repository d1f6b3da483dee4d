package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of runs. Each write is one transaction. A write of a run's owner names the attempt that it was given; once
 * another process has given the run up, the number has changed and the write does nothing.
 */
public interface RunRepository {

    /**
     * Writes the row of a run that is about to begin. A run without a thread begins at once. For one with a thread, the
     * thread becomes the run's; where it has a live run, or others wait for it, {@link NewRun#onBusy} decides. A run
     * that begins appends its {@link NewRun#items} here. Where the row is there already, because this call is made once
     * more, the answer is what has become of it.
     *
     * @return an interrupt that has cancelled waiting runs is always {@link AdmissionResult.Queued}, so that it can tell which
     * @throws io.agencyswarm.error.AgencyException with {@link io.agencyswarm.error.ErrorCode#TOO_MANY} if the store has
     *     no room, and with {@link io.agencyswarm.error.ErrorCode#CONFLICT} if another caller's run has this id
     */
    AdmissionResult admit(NewRun run);

    /**
     * Tries to begin a run that {@link #admit} has queued, as it would have begun there. The oldest queued run of a
     * thread is the next. Can be called again after it has begun.
     *
     * @return {@link AdmissionResult.Begun}, {@link AdmissionResult.Queued} where it still has to wait, {@link AdmissionResult.AlreadyEnded} where
     *     the row is over, or {@link AdmissionResult.ThreadFull} or {@link AdmissionResult.CallerFull} after which the row is failed
     */
    AdmissionResult claim(NewRun run);

    /**
     * Appends the items of a turn that is whole, together with the number of its last frame. A call whose frame is not
     * past the row's was made before and does nothing, so that a call can be repeated after a lost answer.
     */
    Written advance(String runId, long attempt, List<ThreadItem> items, long lastEventId);

    /**
     * Ends a run: appends its last items, writes how it ended, and gives its thread free. The items of a run that waits
     * for its thread are left out, because it is not its turn. The answer counts as the caller's.
     *
     * @return {@link Written#DONE} also where this call has ended it before; never {@link Written#THREAD_FULL}, because
     *     the run has to end: what can't be appended is left out, see {@link Written#DONE_WITHOUT_ITEMS}
     */
    Written end(String runId, long attempt, List<ThreadItem> items, RunEnding ending);

    /** The row of a run, without regard to whose it is. */
    Optional<StoredRun> find(String runId);

    /**
     * As {@link #find}, with the items that the run has said so far. Both are of one moment: the items are those of the
     * turns up to the row's last frame.
     */
    Optional<WithItems> read(String runId);

    /** The bytes of JSON of the items that a run has said so far, without loading them; 0 where there is no run. */
    long bytes(String runId);

    /**
     * The newest runs of an agency that fit, newest first; without their answers, which may be long: the response is JSON's
     * null.
     *
     * @throws io.agencyswarm.error.InvalidRequestException if the page is to begin after a run that is not in the list
     */
    Store.Page<StoredRun> list(RunQuery query);

    /** Forgets a run that is over, with the items that only it has; its idempotency key stays used. */
    Store.Deleted delete(String runId);

    /**
     * Which runs are listed.
     *
     * @param ownOnly whether only those of {@code principal} are
     * @param status null for any
     * @param threadId null for any
     * @param before the id of the last run of the page before, null for the first page
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
    record WithItems(StoredRun run, List<ThreadItem> items) {

        /** Copies the list. */
        public WithItems {
            items = List.copyOf(items);
        }
    }

    /** What became of a write of a run's owner. */
    enum Written {
        /** It is kept. */
        DONE,
        /** The run has ended, but its last items or its answer do not fit, as with {@link #THREAD_FULL}, and are lost. */
        DONE_WITHOUT_ITEMS,
        /** The run is not this owner's any more; nothing was written. */
        FENCED,
        /** The thread, or all that the caller has, would hold more bytes than it may; nothing was appended. */
        THREAD_FULL
    }
}
