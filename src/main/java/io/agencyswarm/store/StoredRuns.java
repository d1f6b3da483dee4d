package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of runs. Each write is one transaction. A write of a run's owner names the attempt that it was given; once
 * another process has given the run up, the number has changed and the write does nothing.
 */
public interface StoredRuns {

    /**
     * Writes the row of a run that is about to begin. A run without a thread begins at once. For one with a thread, the
     * thread becomes the run's; where it has a live run, {@link NewRun#onBusy} decides. A run that begins appends its
     * {@link NewRun#items} here.
     */
    Admitted admit(NewRun run);

    /**
     * Tries to begin a run that {@link #admit} has queued, as it would have begun there. The oldest queued run of a
     * thread is the next.
     *
     * @return {@link Admitted.Begun}, {@link Admitted.Queued} where it still has to wait, {@link Admitted.Ended} where
     *     the row is over, or {@link Admitted.ThreadFull} or {@link Admitted.CallerFull} after which the row is failed
     */
    Admitted claim(NewRun run);

    /** Appends the items of a turn that is whole, together with the number of its last frame. */
    Written advance(String runId, long attempt, List<ThreadItem> items, long lastEventId);

    /**
     * Ends a run: appends its last items, writes how it ended, and gives its thread free.
     *
     * @return {@link Written#DONE} also where this call has ended it before; never {@link Written#THREAD_FULL}, because
     *     what can't be appended is left out
     */
    Written end(String runId, long attempt, List<ThreadItem> items, RunEnding ending);

    /** The row of a run, without regard to whose it is. */
    Optional<StoredRun> find(String runId);

    /** The items that a run has said so far, in order. */
    List<ThreadItem> items(String runId);

    /** The newest runs of an agency that fit, newest first. */
    Store.Page<StoredRun> list(Query query);

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
    record Query(
            String agency,
            boolean ownOnly,
            @Nullable String principal,
            @Nullable RunStatus status,
            @Nullable String threadId,
            int limit,
            @Nullable String before) {}

    /** What became of a write of a run's owner. */
    enum Written {
        /** It is kept. */
        DONE,
        /** The run is not this owner's any more; nothing was written. */
        FENCED,
        /** The thread, or all that the caller has, would hold more bytes than it may; nothing was appended. */
        THREAD_FULL
    }
}
