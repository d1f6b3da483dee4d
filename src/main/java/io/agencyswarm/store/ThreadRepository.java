package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The threads that runs add to. Each write is one transaction. */
public interface ThreadRepository {

    /** Returns the thread, without its items. */
    Optional<StoredThread> find(ThreadKey thread);

    /**
     * Returns the newest items of a thread, oldest first; empty if there is no thread.
     *
     * @param limit the maximum number of items; {@link Integer#MAX_VALUE} for all
     */
    default List<ThreadItem> items(ThreadKey thread, int limit) {
        return items(thread, limit, Integer.MAX_VALUE);
    }

    /**
     * Returns the newest items of a thread before one of them, oldest first; empty if there are none.
     *
     * @param limit the maximum number of items; {@link Integer#MAX_VALUE} for all
     * @param before the number of the first item that is not wanted, counted from 1; {@link Integer#MAX_VALUE} for none
     */
    List<ThreadItem> items(ThreadKey thread, int limit, int before);

    /** Returns the bytes of JSON of {@link #items(ThreadKey, int, int)}, without loading them. */
    long bytes(ThreadKey thread, int limit, int before);

    /**
     * Lists the matching threads of an agency by their last update, newest first.
     *
     * @throws io.agencyswarm.error.InvalidRequestException if the page is to begin after a thread that is not in the
     *     list
     */
    Store.Page<StoredThread> list(ThreadQuery query);

    /** Deletes a thread with its runs and all their items, unless a run of it is live or waits for it. */
    Store.DeletionResult delete(ThreadKey thread);

    /**
     * Creates a thread that begins with the items of another one.
     *
     * @param afterItem how many items it begins with, null for all; a call that this separates from its output is left
     *     out
     * @param fork the new thread, which takes the title of the other one
     * @return the new thread; empty if there is no such thread, or it has fewer items
     * @throws io.agencyswarm.error.AgencyException with {@link io.agencyswarm.error.ErrorCode#CONFLICT} if a thread
     *     with the new key exists, and with {@link io.agencyswarm.error.ErrorCode#TOO_MANY} if the caller would exceed
     *     the limit of bytes
     */
    Optional<StoredThread> fork(ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork);

    /**
     * The filter of a list of threads.
     *
     * @param ownOnly whether only those of {@code principal} match
     * @param title text that the title must contain, in upper or lower case; empty for any
     * @param before the id of the last thread of the page before; null for the first page; if several callers have a
     *     thread of this id, the one that was updated last
     */
    record ThreadQuery(
            String agency,
            boolean ownOnly,
            @Nullable String principal,
            String title,
            int limit,
            @Nullable String before) {}
}
