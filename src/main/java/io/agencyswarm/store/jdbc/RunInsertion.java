package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.NewRun;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Inserts the rows of this process's runs. */
final class RunInsertion {

    /** The attempt of a row that no other process has taken over. */
    static final long FIRST_ATTEMPT = 1;

    private static final String DELETE_IN_DELETED_THREAD = """
            DELETE FROM runs WHERE run_id = ? AND thread IN (SELECT id FROM threads WHERE deleted_at IS NOT NULL)
            """;

    private final OwnerProcess owner;

    RunInsertion(OwnerProcess owner) {
        this.owner = owner;
    }

    /** Inserts a run that waits for its thread; returns false if there is a row with its id. */
    boolean insertQueued(SqlSession db, NewRun run, ThreadRow thread) throws SQLException {
        return insert(
                db,
                run,
                columns(run, thread)
                        .set("status", "queued")
                        .set("first_item", 0)
                        .set("last_item", 0));
    }

    /**
     * Inserts a run that starts.
     *
     * @param thread its thread; null for none
     * @param listId the list with its opening items
     * @return false if there is a row with its id
     */
    boolean insertRunning(SqlSession db, NewRun run, @Nullable ThreadRow thread, OpeningItems opening, long listId)
            throws SQLException {
        return insert(
                db,
                run,
                columns(run, thread)
                        .set("status", "running")
                        .setTo("started_at", "now_ms()")
                        .set("list_id", listId)
                        .set("first_item", opening.first())
                        .set("last_item", opening.last()));
    }

    private Columns columns(NewRun run, @Nullable ThreadRow thread) {
        return new Columns()
                .set("run_id", StoredText.of(run.runId()))
                .set("agency", run.agency())
                .set("caller", StoredText.caller(run.principal()))
                .set("principal", StoredText.ofNullable(run.principal()))
                .set("thread", thread == null ? null : thread.id())
                .set("items_elsewhere", run.itemsElsewhere())
                .set("background", run.background())
                .set("attempt", FIRST_ATTEMPT)
                .set("owner", owner.id())
                .set("owner_address", owner.address().get())
                .setTo("created_at", "now_ms()")
                .setTo("lease_until", "now_ms() + ?", owner.leaseMillis())
                .set("last_event_id", 0L);
    }

    private static boolean insert(SqlSession db, NewRun run, Columns row) throws SQLException {
        // The id may be that of a run in a deleted thread, whose row the sweep has not deleted yet.
        return insertOnce(db, row)
                || (db.update(DELETE_IN_DELETED_THREAD, StoredText.of(run.runId())) == 1 && insertOnce(db, row));
    }

    private static boolean insertOnce(SqlSession db, Columns row) throws SQLException {
        return db.update(row.insertInto("runs") + " ON CONFLICT (run_id) DO NOTHING", row.values()) == 1;
    }
}
