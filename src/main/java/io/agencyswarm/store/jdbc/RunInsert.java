package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.NewRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be kept, with its items as they are stored: they are written on the caller's thread, not on that of the
 * database.
 *
 * @param history null where the client says nothing of it
 * @param compared what of the history its thread had before the transaction; null where it was not compared
 */
record RunInsert(
        NewRun run,
        @Nullable List<ItemText> history,
        List<ItemText> items,
        @Nullable ComparedHistory compared) {

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

    /** The attempt of a row that nobody has given up. */
    static final long FIRST_ATTEMPT = 1;

    /** The run. */
    static RunInsert of(NewRun run) {
        List<ThreadItem> history = run.history();
        return new RunInsert(run, history == null ? null : ItemText.of(history), ItemText.of(run.items()), null);
    }

    /** The same run, whose history was compared with its thread. */
    RunInsert compared(Optional<ComparedHistory> compared) {
        return new RunInsert(run, history, items, compared.orElse(null));
    }

    /** The name of the run's caller. */
    String caller() {
        return StoredText.caller(run.principal());
    }

    /** History and items. */
    List<ItemText> all() {
        List<ItemText> all = new ArrayList<>(history == null ? List.of() : history);
        all.addAll(items);
        return all;
    }

    /** As {@link #all}, before they were written. */
    List<ThreadItem> allItems() {
        List<ThreadItem> all = new ArrayList<>();
        if (run.history() != null) {
            all.addAll(run.history());
        }
        all.addAll(run.items());
        return all;
    }

    /** Writes the row of a run that waits for its thread; empty where there is a row of its id. */
    Optional<Long> insertQueued(SqlSession db, RowOwner owner, long thread) throws SQLException {
        return insert(db, INSERT_QUEUED, owner, thread, null, 0, 0);
    }

    /**
     * Writes the row of a run that begins.
     *
     * @param list the list with its items, null for a new one
     * @return the row's number, which a new list has too; empty where there is a row of its id
     */
    Optional<Long> insertRunning(
            SqlSession db, RowOwner owner, @Nullable Long thread, @Nullable Long list, int first, int last)
            throws SQLException {
        return insert(db, INSERT_RUNNING, owner, thread, list, first, last);
    }

    private Optional<Long> insert(
            SqlSession db, String sql, RowOwner owner, @Nullable Long thread, @Nullable Long list, int first, int last)
            throws SQLException {
        Optional<Long> number = insertOnce(db, sql, owner, thread, list, first, last);
        // The id may be that of a run that went with its thread and whose row nobody has deleted yet.
        return number.isEmpty() && db.update(DELETE_HIDDEN, StoredText.of(run.runId())) == 1
                ? insertOnce(db, sql, owner, thread, list, first, last)
                : number;
    }

    private Optional<Long> insertOnce(
            SqlSession db, String sql, RowOwner owner, @Nullable Long thread, @Nullable Long list, int first, int last)
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
                list,
                first,
                last);
    }
}
