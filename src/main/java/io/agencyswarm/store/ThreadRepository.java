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
     * Returns all items of a thread, oldest first; empty if there is no thread. For a run of the thread, which has
     * reserved memory for them when it started.
     */
    default List<ThreadItem> items(ThreadKey thread) {
        return read(thread, Integer.MAX_VALUE, Integer.MAX_VALUE, Store.LoadBudget.UNCOUNTED)
                .map(ThreadWithItems::items)
                .orElse(List.of());
    }

    /**
     * Returns a thread with its newest items before one of them. The row, the bytes and the items are those of one
     * moment.
     *
     * @param limit the maximum number of items; {@link Integer#MAX_VALUE} for all
     * @param before the number of the first item that is not wanted, counted from 1; {@link Integer#MAX_VALUE} for none
     * @param budget memory for the items
     * @return empty if there is no thread
     * @throws io.agencyswarm.error.AgencyException if the budget has not enough memory
     */
    Optional<ThreadWithItems> read(ThreadKey thread, int limit, int before, Store.LoadBudget budget);

    /**
     * Lists the matching threads of an agency by their last update, newest first.
     *
     * @throws Store.PositionException if the page is to begin after a thread that is not in the
     *     list
     */
    Store.Page<StoredThread> list(ThreadQuery query);

    /** Deletes a thread with its runs and all their items, unless a run of it is live or waits for it. */
    Store.DeletionResult delete(ThreadKey thread);

    /**
     * Creates a thread that begins with the items that another one has now.
     *
     * @param afterItem how many items it begins with, null for all; a call that this separates from its output is left
     *     out
     * @param fork the new thread, which takes the title of the other one
     * @param budget memory for the items
     * @return the new thread with its items; empty if there is no thread to fork
     * @throws Store.PositionException if the thread has fewer than {@code afterItem} items
     * @throws io.agencyswarm.error.AgencyException with {@link io.agencyswarm.error.ErrorCode#CONFLICT} if a thread
     *     with the new key exists, with {@link io.agencyswarm.error.ErrorCode#TOO_MANY} if the caller would exceed the
     *     limit of bytes, and if the budget has not enough memory
     */
    Optional<ThreadWithItems> fork(
            ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork, Store.LoadBudget budget);

    /**
     * A thread with some of its items.
     *
     * @param firstItem the number of the first of these items, counted from 1
     * @param items oldest first
     */
    record ThreadWithItems(StoredThread thread, int firstItem, List<ThreadItem> items) {

        /** Copies the list. */
        public ThreadWithItems {
            items = List.copyOf(items);
        }
    }

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
