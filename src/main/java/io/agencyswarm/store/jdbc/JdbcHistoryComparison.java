package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of comparing a client's history with the items of its thread. Both may be long, so they are compared
 * before the transaction that writes; the result is valid as long as the thread has the same items.
 *
 * @param listId the list that was compared
 * @param itemCount how many items it had
 * @param continuesThread whether the history begins with them
 */
record JdbcHistoryComparison(long listId, int itemCount, boolean continuesThread) {

    /** Compares the history of a run that may start; empty if its thread has no items, or has a live run. */
    static Optional<JdbcHistoryComparison> of(SqlSession db, SerializedRun run) throws SQLException {
        ThreadKey key = Objects.requireNonNull(run.newRun().thread());
        Optional<ThreadRow> row = ThreadRow.find(db, key);
        if (row.isEmpty() || row.get().listId() == null || row.get().stored().liveRunId() != null) {
            return Optional.empty();
        }
        ThreadRow thread = row.get();
        boolean continuesThread = compare(db, thread, Objects.requireNonNull(run.history()));
        return Optional.of(new JdbcHistoryComparison(
                thread.requireListId(), thread.stored().itemCount(), continuesThread));
    }

    /** Returns whether the history of a run begins with the items of its thread, which is locked. */
    static boolean continuesThread(SqlSession db, ThreadRow thread, SerializedRun run) throws SQLException {
        JdbcHistoryComparison compared = run.comparison();
        if (compared != null && compared.isOf(thread)) {
            return compared.continuesThread();
        }
        return compare(db, thread, Objects.requireNonNull(run.history()));
    }

    private boolean isOf(ThreadRow thread) {
        return thread.requireListId() == listId && thread.stored().itemCount() == itemCount;
    }

    private static boolean compare(SqlSession db, ThreadRow thread, List<ItemText> history) throws SQLException {
        int count = thread.stored().itemCount();
        if (count > history.size()) {
            return false;
        }
        List<ItemText> stored = ItemRows.read(db, thread.requireListId(), 0, count);
        for (int i = 0; i < count; i++) {
            if (!isSame(stored.get(i), history.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Clients may write the fields of an object in any order, and a number in another notation. Keys that are left out
     * when an item is read are not compared, because no history has them.
     */
    private static boolean isSame(ItemText stored, ItemText sent) {
        return stored.equals(sent) || stored.read().equals(sent.read());
    }
}
