package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that a run appends when it starts, and the list to which it appends them.
 *
 * @param listId the list; null for a new one
 * @param size how many items the list has before
 * @param bytes their size
 * @param appended the items to append: those of the client's history that the thread does not have, and the user's
 *     message
 * @param ownItems how many of these, the last ones, are the run's own
 * @param isInThread whether the list is or becomes that of the run's thread
 * @param freed the thread's list that a new one replaces, if no run has items in it; null for none
 */
record OpeningItems(
        @Nullable Long listId,
        int size,
        long bytes,
        List<ItemText> appended,
        int ownItems,
        boolean isInThread,
        @Nullable FreedList freed) {

    /** A list to which nothing refers any more, and the size of its items. */
    record FreedList(long id, long bytes) {}

    /**
     * Returns the items of a run: after those of its thread, or in a new list if the client's history does not begin
     * with them. A run that adds to no thread has a list of its own.
     *
     * @param thread the run's thread, locked; null for none
     */
    static OpeningItems of(SqlSession db, @Nullable ThreadRow thread, SerializedRun run) throws SQLException {
        int ownItems = run.items().size();
        if (thread == null || !run.newRun().addsToThread()) {
            return new OpeningItems(null, 0, 0, run.items(), ownItems, false, null);
        }
        Long listId = thread.listId();
        if (listId == null) {
            return new OpeningItems(null, 0, 0, run.all(), ownItems, true, null);
        }
        if (run.history() == null) {
            return new OpeningItems(
                    listId, thread.stored().itemCount(), thread.stored().bytes(), run.items(), ownItems, true, null);
        }
        if (JdbcHistoryComparison.continuesThread(db, thread, run)) {
            int count = thread.stored().itemCount();
            List<ItemText> unstored = run.all().subList(count, run.all().size());
            return new OpeningItems(listId, count, thread.stored().bytes(), unstored, ownItems, true, null);
        }
        FreedList freed = RunRow.isUsed(db, thread.id(), listId)
                ? null
                : new FreedList(listId, thread.stored().bytes());
        return new OpeningItems(null, 0, 0, run.all(), ownItems, true, freed);
    }

    /** Returns the number of the last item before the run's own. */
    int first() {
        return last() - ownItems;
    }

    /** Returns the number of the last item. */
    int last() {
        return size + appended.size();
    }

    /** Returns the size of the items to append. */
    long appendedBytes() {
        return ItemText.bytes(appended);
    }
}
