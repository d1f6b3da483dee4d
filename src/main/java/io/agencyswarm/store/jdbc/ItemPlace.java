package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list to which a run that starts appends its items.
 *
 * @param listId the list; null for a new one, which gets the number of the run's row
 * @param size how many items the list has
 * @param bytes their size
 * @param added the items to append: those of the client's history that the thread does not have, and the user's message
 * @param ownItems how many of these are the run's own
 */
record ItemPlace(@Nullable Long listId, int size, long bytes, List<ItemText> added, int ownItems) {

    /** Returns a new list for the run alone. */
    static ItemPlace newList(RunInsert run) {
        return new ItemPlace(null, 0, 0, run.items(), run.items().size());
    }

    /**
     * Returns the place in the run's thread: after its items, or in a new list if the client's history does not begin
     * with them.
     */
    static ItemPlace inThread(SqlSession db, ThreadRow thread, RunInsert run) throws SQLException {
        List<ItemText> history = run.history();
        int count = thread.stored().itemCount();
        if (thread.listId() == 0 || (history != null && !JdbcHistoryComparison.continuesThread(db, thread, run))) {
            return new ItemPlace(null, 0, 0, run.all(), run.items().size());
        }
        List<ItemText> added = history == null
                ? run.items()
                : run.all().subList(count, run.all().size());
        return new ItemPlace(
                thread.listId(),
                count,
                thread.stored().bytes(),
                added,
                run.items().size());
    }

    /** Returns the number of the last item before the run's own. */
    int first() {
        return last() - ownItems;
    }

    /** Returns the number of the last item. */
    int last() {
        return size + added.size();
    }

    /** Returns the size of the items to append. */
    long addedBytes() {
        return ItemText.bytes(added);
    }
}
