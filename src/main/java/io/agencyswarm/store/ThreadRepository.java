package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The threads that runs add to. Each write is one transaction. */
public interface ThreadRepository {

    /** The thread, without its items. */
    Optional<StoredThread> find(ThreadKey thread);

    /**
     * The newest items of a thread, oldest first; empty where there is no thread.
     *
     * @param limit how many at most; {@link Integer#MAX_VALUE} for all
     */
    default List<ThreadItem> items(ThreadKey thread, int limit) {
        return items(thread, limit, Integer.MAX_VALUE);
    }

    /**
     * The newest items of a thread before one of them, oldest first; empty where there are none.
     *
     * @param limit how many at most; {@link Integer#MAX_VALUE} for all
     * @param before the number of the first item that is not wanted, counted from 1; {@link Integer#MAX_VALUE} for none
     */
    List<ThreadItem> items(ThreadKey thread, int limit, int before);

    /** The bytes of JSON of {@link #items(ThreadKey, int, int)}, without loading them. */
    long bytes(ThreadKey thread, int limit, int before);

    /**
     * The threads of an agency that fit, by their last update, newest first.
     *
     * @throws io.agencyswarm.error.InvalidRequestException if the page is to begin after a thread that is not in the list
     */
    Store.Page<StoredThread> list(ThreadQuery query);

    /** Forgets a thread with its runs and all their items, unless a run of it is live or waits for it. */
    Store.Deleted delete(ThreadKey thread);

    /**
     * Makes a thread that begins with what another one has.
     *
     * @param afterItem how many items it begins with, null for all; a call that this parts from its output is left out
     * @param fork the new thread, which takes the title of the other one
     * @return the new thread; empty where there is no such thread, or it has fewer items
     * @throws io.agencyswarm.error.AgencyException with {@link io.agencyswarm.error.ErrorCode#CONFLICT} if there is a
     *     thread of the new one's key, and with {@link io.agencyswarm.error.ErrorCode#TOO_MANY} if the caller would hold
     *     more bytes than they may
     */
    Optional<StoredThread> fork(ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork);

    /**
     * Which threads are listed.
     *
     * @param ownOnly whether only those of {@code principal} are
     * @param title what the title has to contain, upper and lower case alike; empty for any
     * @param before the id of the last thread of the page before, null for the first page; of several callers' threads of
     *     this id, the one that was updated last
     */
    record ThreadQuery(
            String agency,
            boolean ownOnly,
            @Nullable String principal,
            String title,
            int limit,
            @Nullable String before) {}
}
