package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Starts runs whose turn it is: writes the row, the items, the thread and the caller's bytes. */
final class RunStart {

    private final OwnerProcess owner;
    private final RunInsertion insertion;
    private final StoreRules rules;

    RunStart(OwnerProcess owner, RunInsertion insertion, StoreRules rules) {
        this.owner = owner;
        this.insertion = insertion;
        this.rules = rules;
    }

    /**
     * Starts a run that has no row yet. If it does not start, nothing is written.
     *
     * @param thread its thread, locked; null for none
     */
    AdmissionResult startNew(SqlSession db, SerializedRun run, @Nullable ThreadRow thread) throws SQLException {
        OpeningItems opening = OpeningItems.of(db, thread, run);
        CallerByteChanges bytes = freedBytes(run, opening);
        Optional<AdmissionResult.Full> full = checkRoom(db, run, opening, bytes);
        if (full.isPresent()) {
            db.rollbackOnly();
            // A repeated call is answered from the row, even if there is no room for another run.
            return RunRow.findState(db, run.newRun().runId())
                    .map(StoreRules.RunState::answer)
                    .orElse(full.get());
        }
        long listId = list(db, opening);
        if (!insertion.insertRunning(db, run.newRun(), thread, opening, listId)) {
            return rollBackRepeated(db, run);
        }
        append(db, run, opening, listId, bytes);
        if (thread != null) {
            ThreadUpdates.begin(db, thread, run, opening, listId);
        }
        // Several runs of the caller may have started at once.
        if (!bytes.write(db, rules.callerBytes())) {
            db.rollbackOnly();
            return new AdmissionResult.CallerFull(rules.callerBytes());
        }
        return new AdmissionResult.Admitted(RunInsertion.FIRST_ATTEMPT);
    }

    /**
     * Starts a run that has waited; it fails if its items exceed a limit.
     *
     * @param thread its thread, locked
     * @param queued its row
     */
    AdmissionResult.ClaimResult startQueued(SqlSession db, SerializedRun run, ThreadRow thread, RunRow queued)
            throws SQLException {
        OpeningItems opening = OpeningItems.of(db, thread, run);
        CallerByteChanges bytes = freedBytes(run, opening);
        Optional<AdmissionResult.Full> full = checkRoom(db, run, opening, bytes);
        if (full.isPresent()) {
            RunTermination.endRefused(db, run.newRun().runId(), StoredResult.full(full.get()));
            return full.get();
        }
        long listId = list(db, opening);
        if (!updateQueued(db, queued, opening, listId)) {
            return rollBackRepeated(db, run);
        }
        append(db, run, opening, listId, bytes);
        ThreadUpdates.begin(db, thread, run, opening, listId);
        // It starts even if other runs have used up the caller's bytes meanwhile, because its row exists.
        bytes.write(db, rules.callerBytes());
        return new AdmissionResult.Admitted(queued.attempt());
    }

    private static CallerByteChanges freedBytes(SerializedRun run, OpeningItems opening) {
        CallerByteChanges bytes = new CallerByteChanges();
        if (opening.freed() != null) {
            bytes.add(run.caller(), -opening.freed().bytes());
        }
        return bytes;
    }

    private Optional<AdmissionResult.Full> checkRoom(
            SqlSession db, SerializedRun run, OpeningItems opening, CallerByteChanges bytes) throws SQLException {
        return rules.checkRoom(
                opening.appendedBytes(),
                opening.isInThread() ? OptionalLong.of(opening.bytes()) : OptionalLong.empty(),
                () -> bytes.total(db, run.caller()));
    }

    private static long list(SqlSession db, OpeningItems opening) throws SQLException {
        Long existing = opening.listId();
        return existing == null ? ItemRows.createList(db) : existing;
    }

    private static void append(
            SqlSession db, SerializedRun run, OpeningItems opening, long listId, CallerByteChanges bytes)
            throws SQLException {
        ItemRows.append(db, listId, opening.size(), opening.appended());
        bytes.add(run.caller(), opening.appendedBytes());
        if (opening.freed() != null) {
            ItemRows.discard(db, opening.freed().id());
        }
    }

    private boolean updateQueued(SqlSession db, RunRow queued, OpeningItems opening, long listId) throws SQLException {
        String runId = StoredText.of(queued.stored().runId());
        Columns started = new Columns()
                .set("status", "running")
                .setTo("started_at", "now_ms()")
                .set("list_id", listId)
                .set("first_item", opening.first())
                .set("last_item", opening.last())
                .setTo("lease_until", "now_ms() + ?", owner.leaseMillis());
        String sql = started.update("runs") + " WHERE run_id = ? AND attempt = ? AND status = 'queued'";
        return db.update(sql, started.values(runId, queued.attempt())) == 1;
    }

    /** Answers a call that is repeated, after another one has written the row. */
    private static AdmissionResult.ClaimResult rollBackRepeated(SqlSession db, SerializedRun run) throws SQLException {
        db.rollbackOnly();
        return RunRow.findState(db, run.newRun().runId()).orElseThrow().answer();
    }
}
