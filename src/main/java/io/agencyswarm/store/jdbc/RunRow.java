package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredRun;
import io.agencyswarm.store.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row of a run, with the statements that find it.
 *
 * @param caller the stored name of the run's caller
 * @param threadRow the number of its thread's row; null for none
 * @param threadBytes the bytes of its thread's items; 0 for none
 * @param listId the list with its items; null while it waits for its thread
 * @param firstItem the number of the list's item before the run's first
 * @param lastItem the number of the run's last item
 * @param stored the part that the store's users see
 */
record RunRow(
        String caller,
        @Nullable Long threadRow,
        long threadBytes,
        boolean itemsElsewhere,
        long attempt,
        String owner,
        @Nullable Long listId,
        int firstItem,
        int lastItem,
        StoredRun stored) {

    private static final String COLUMNS = """
            SELECT r.run_id, r.agency, r.caller, r.principal, r.thread, r.items_elsewhere, r.background, r.status, r.attempt,
                r.owner, r.owner_address, r.created_at, r.started_at, r.ended_at, r.lease_until, r.last_event_id,
                r.list_id, r.first_item, r.last_item, r.ending, %s,
                t.thread_id, t.agency AS thread_agency, t.principal AS thread_principal,
                t.bytes AS thread_bytes
            FROM runs r LEFT JOIN threads t ON t.id = r.thread
            WHERE t.deleted_at IS NULL
            """;

    /**
     * The columns that {@link #read} needs, without the answers; further conditions on the run {@code r} may follow.
     */
    static final String SELECT_LISTED = COLUMNS.formatted("NULL AS response");

    private static final String SELECT = COLUMNS.formatted("r.response");

    private static final String FIND = SELECT + "AND r.run_id = ?";

    private static final String USES = "SELECT 1 FROM runs WHERE thread = ? AND list_id = ? LIMIT 1";

    private static final String THREAD = "SELECT thread FROM runs WHERE run_id = ? AND thread IS NOT NULL";

    /** Finds the run. */
    static Optional<RunRow> find(SqlSession db, String runId) throws SQLException {
        return db.row(FIND, RunRow::read, StoredText.of(runId));
    }

    /** Locks the run's thread and returns its number; empty if it has none. */
    static Optional<Long> lockThread(SqlSession db, String runId) throws SQLException {
        Optional<Long> thread = db.row(THREAD, row -> row.getLong(1), StoredText.of(runId));
        if (thread.isPresent()) {
            ThreadRow.lock(db, thread.get());
        }
        return thread;
    }

    /** Finds the run's state. */
    static Optional<StoreRules.RunState> findState(SqlSession db, String runId) throws SQLException {
        return find(db, runId).map(RunRow::state);
    }

    StoreRules.RunState state() {
        return new StoreRules.RunState(stored, attempt);
    }

    /** Returns the number of its items. */
    int itemCount() {
        return lastItem - firstItem;
    }

    /** Reads the items that the run had when this row was read; fewer if it was deleted meanwhile. */
    List<ItemText> items(SqlSession db, Store.LoadBudget budget) throws SQLException {
        if (itemCount() == 0) {
            return List.of();
        }
        budget.reserve(ItemRows.bytes(db, requireListId(), firstItem, lastItem));
        return ItemRows.read(db, requireListId(), firstItem, lastItem);
    }

    /** Returns whether its items are in its thread. */
    boolean isInThread() {
        return threadRow != null && !itemsElsewhere;
    }

    /**
     * Returns the number of its thread's row.
     *
     * @throws NullPointerException if it has none
     */
    long threadNumber() {
        return Objects.requireNonNull(threadRow);
    }

    /**
     * Returns the list with its items.
     *
     * @throws NullPointerException if it still waits for its thread
     */
    long requireListId() {
        return Objects.requireNonNull(listId);
    }

    /** Returns whether a run of a thread has items in a list. */
    static boolean isUsed(SqlSession db, long thread, long listId) throws SQLException {
        return db.exists(USES, thread, listId);
    }

    /** Reads the current row of a result. */
    static RunRow read(ResultSet row) throws SQLException {
        RunStatus status = RunStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        return new RunRow(
                row.getString("caller"),
                longOrNull(row, "thread"),
                row.getLong("thread_bytes"),
                row.getInt("items_elsewhere") == 1,
                row.getLong("attempt"),
                row.getString("owner"),
                longOrNull(row, "list_id"),
                row.getInt("first_item"),
                row.getInt("last_item"),
                stored(row, status));
    }

    private static StoredRun stored(ResultSet row, RunStatus status) throws SQLException {
        String ending = row.getString("ending");
        return new StoredRun(
                StoredText.read(row.getString("run_id")),
                row.getString("agency"),
                StoredText.readNullable(row.getString("principal")),
                thread(row),
                row.getInt("background") == 1,
                status,
                row.getString("owner_address"),
                row.getLong("created_at"),
                longOrNull(row, "started_at"),
                longOrNull(row, "ended_at"),
                ending == null ? null : StoredResultJson.read(status, ending, row.getString("response")),
                row.getLong("last_event_id"),
                longOrNull(row, "lease_until"));
    }

    private static @Nullable ThreadKey thread(ResultSet row) throws SQLException {
        String threadId = row.getString("thread_id");
        return threadId == null
                ? null
                : new ThreadKey(
                        row.getString("thread_agency"),
                        StoredText.read(threadId),
                        StoredText.readNullable(row.getString("thread_principal")));
    }

    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
