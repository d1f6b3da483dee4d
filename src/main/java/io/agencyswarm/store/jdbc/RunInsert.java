package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.NewRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be stored, with its items in their stored form: they are serialized on the thread that calls the
 * store, not on the database's.
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
        return insert(
                db,
                columns(owner, thread)
                        .set("status", "queued")
                        .set("first_item", 0)
                        .set("last_item", 0));
    }

    /**
     * Writes the row of a run that starts.
     *
     * @param thread the number of its thread's row; null for none
     * @return the row's number, which is also that of a new list; empty if there is a row with its id
     */
    Optional<Long> insertRunning(SqlSession db, LeaseOwner owner, @Nullable Long thread, ItemPlace place)
            throws SQLException {
        return insert(
                db,
                columns(owner, thread)
                        .set("status", "running")
                        .setTo("started_at", "now_ms()")
                        .set("list_id", place.listId())
                        .set("first_item", place.first())
                        .set("last_item", place.last()));
    }

    private Columns columns(LeaseOwner owner, @Nullable Long thread) {
        return new Columns()
                .set("run_id", StoredText.of(run.runId()))
                .set("agency", run.agency())
                .set("caller", caller())
                .set("principal", StoredText.ofNullable(run.principal()))
                .set("thread", thread)
                .set("items_elsewhere", run.itemsElsewhere())
                .set("background", run.background())
                .set("attempt", FIRST_ATTEMPT)
                .set("owner", owner.id())
                .set("owner_address", owner.address().get())
                .setTo("created_at", "now_ms()")
                .setTo("lease_until", "now_ms() + ?", owner.leaseMillis())
                .set("last_event_id", 0L);
    }

    private Optional<Long> insert(SqlSession db, Columns row) throws SQLException {
        Optional<Long> number = insertOnce(db, row);
        // The id may be that of a run in a hidden thread, whose row has not been deleted yet.
        return number.isEmpty() && db.update(DELETE_HIDDEN, StoredText.of(run.runId())) == 1
                ? insertOnce(db, row)
                : number;
    }

    private static Optional<Long> insertOnce(SqlSession db, Columns row) throws SQLException {
        String sql = row.insertInto("runs") + " ON CONFLICT (run_id) DO NOTHING RETURNING seq";
        return db.row(sql, result -> result.getLong(1), row.values());
    }
}
