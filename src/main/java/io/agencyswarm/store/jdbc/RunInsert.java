package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.NewRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be stored, with its items in their stored form: they are serialized on the run's thread, not on
 * the database's.
 *
 * @param history null if the client sent none
 * @param comparison the result of comparing the history with the thread before the transaction; null if it was not
 *     compared
 */
record RunInsert(
        NewRun run,
        @Nullable List<ItemText> history,
        List<ItemText> items,
        @Nullable JdbcHistoryComparison comparison) {

    private static final String INSERT = """
            INSERT INTO runs (run_id, agency, caller, principal, thread, items_elsewhere, background, status, attempt, owner,
                owner_address, created_at, started_at, lease_until, last_event_id, list_id, first_item, last_item)
            VALUES (?, ?, ?, ?, ?, ?, ?, '%s', 1, ?, ?, now_ms(), %s, now_ms() + ?, 0, ?, ?, ?)
            ON CONFLICT (run_id) DO NOTHING
            RETURNING seq
            """;
    private static final String INSERT_RUNNING = INSERT.formatted("running", "now_ms()");
    private static final String INSERT_QUEUED = INSERT.formatted("queued", "NULL");

    private static final String DELETE_HIDDEN =
            "DELETE FROM runs WHERE run_id = ? AND thread IN (SELECT id FROM threads WHERE agency = '')";

    /** The attempt of a row that no other process has taken over. */
    static final long FIRST_ATTEMPT = 1;

    /** Serializes the run's items. */
    static RunInsert of(NewRun run) {
        List<ThreadItem> history = run.history();
        return new RunInsert(run, history == null ? null : ItemText.of(history), ItemText.of(run.items()), null);
    }

    /** Returns a copy with the result of comparing its history. */
    RunInsert withComparison(Optional<JdbcHistoryComparison> compared) {
        return new RunInsert(run, history, items, compared.orElse(null));
    }

    /** Returns the stored name of the run's caller. */
    String caller() {
        return StoredText.caller(run.principal());
    }

    /** Returns history and items. */
    List<ItemText> all() {
        List<ItemText> all = new ArrayList<>(history == null ? List.of() : history);
        all.addAll(items);
        return all;
    }

    /** Returns the items of {@link #all} before serialization. */
    List<ThreadItem> allItems() {
        List<ThreadItem> all = new ArrayList<>();
        if (run.history() != null) {
            all.addAll(run.history());
        }
        all.addAll(run.items());
        return all;
    }

    /** Writes the row of a run that waits for its thread; empty if there is a row with its id. */
    Optional<Long> insertQueued(SqlSession db, LeaseOwner owner, long thread) throws SQLException {
        return insert(db, INSERT_QUEUED, owner, thread, null, 0, 0);
    }

    /**
     * Writes the row of a run that starts.
     *
     * @param listId the list with its items; null for a new one
     * @return the row's number, which is also that of a new list; empty if there is a row with its id
     */
    Optional<Long> insertRunning(
            SqlSession db, LeaseOwner owner, @Nullable Long thread, @Nullable Long listId, int first, int last)
            throws SQLException {
        return insert(db, INSERT_RUNNING, owner, thread, listId, first, last);
    }

    private Optional<Long> insert(
            SqlSession db,
            String sql,
            LeaseOwner owner,
            @Nullable Long thread,
            @Nullable Long listId,
            int first,
            int last)
            throws SQLException {
        Optional<Long> number = insertOnce(db, sql, owner, thread, listId, first, last);
        // The id may be that of a run in a hidden thread, whose row has not been deleted yet.
        return number.isEmpty() && db.update(DELETE_HIDDEN, StoredText.of(run.runId())) == 1
                ? insertOnce(db, sql, owner, thread, listId, first, last)
                : number;
    }

    private Optional<Long> insertOnce(
            SqlSession db,
            String sql,
            LeaseOwner owner,
            @Nullable Long thread,
            @Nullable Long listId,
            int first,
            int last)
            throws SQLException {
        return db.row(
                sql,
                row -> row.getLong(1),
                StoredText.of(run.runId()),
                run.agency(),
                caller(),
                StoredText.ofNullable(run.principal()),
                thread,
                run.itemsElsewhere(),
                run.background(),
                owner.id(),
                owner.address().get(),
                owner.leaseMillis(),
                listId,
                first,
                last);
    }
}
