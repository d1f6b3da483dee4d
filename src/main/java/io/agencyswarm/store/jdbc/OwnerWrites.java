package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredResult;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The writes of a run's owner. Each statement names the attempt in its condition. */
final class OwnerWrites {

    private static final String ADVANCE = """
            UPDATE runs SET last_item = ?, last_event_id = ?
            WHERE run_id = ? AND attempt = ? AND status = 'running'
            """;
    private static final String END = """
            UPDATE runs SET last_item = ?, last_event_id = ?, status = ?, ending = ?, response = ?, ending_bytes = ?,
                ended_at = now_ms(), lease_until = NULL
            WHERE run_id = ? AND attempt = ? AND ended_at IS NULL
            """;

    private final StoreLimits limits;

    /** Creates an object that writes within these limits. */
    OwnerWrites(StoreLimits limits) {
        this.limits = limits;
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#advance}. */
    WriteResult advance(SqlSession db, String runId, long attempt, List<ItemText> items, String title, long lastEventId)
            throws SQLException {
        Optional<RunRow> row = RunRow.find(db, runId);
        if (row.isEmpty() || row.get().attempt() != attempt || !row.get().hasStarted()) {
            return WriteResult.FENCED;
        }
        RunRow run = row.get();
        if (lastEventId <= run.stored().lastEventId()) {
            return WriteResult.DONE;
        }
        CallerBytes bytes = new CallerBytes();
        if (!fits(db, run, items, bytes)) {
            return WriteResult.THREAD_FULL;
        }
        bytes.add(run.caller(), ItemText.bytes(items));
        if (!items.isEmpty() && run.isInThread() && !ThreadUpdates.advance(db, run.threadNumber(), runId, items)) {
            return rollBackFenced(db);
        }
        if (run.isInThread()) {
            ThreadUpdates.setTitleIfEmpty(db, run.threadNumber(), title);
        }
        int last = run.lastItem() + items.size();
        if (db.update(ADVANCE, last, lastEventId, StoredText.of(runId), attempt) == 0) {
            return rollBackFenced(db);
        }
        ItemRows.append(db, run.listId(), run.lastItem(), items);
        if (!bytes.write(db, limits.callerBytes())) {
            db.rollbackOnly();
            return WriteResult.THREAD_FULL;
        }
        return WriteResult.DONE;
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#end}. */
    WriteResult end(SqlSession db, String runId, long attempt, List<ItemText> items, String title, StoredResult result)
            throws SQLException {
        Optional<RunRow> row = RunRow.find(db, runId);
        if (row.isEmpty() || row.get().attempt() != attempt) {
            return WriteResult.FENCED;
        }
        RunRow run = row.get();
        if (run.stored().status().isEnded()) {
            return WriteResult.DONE;
        }
        boolean hasStarted = run.stored().status() != RunStatus.QUEUED;
        CallerBytes bytes = new CallerBytes();
        List<ItemText> appended = hasStarted && fits(db, run, items, bytes) ? items : List.of();
        bytes.add(run.caller(), ItemText.bytes(appended));
        boolean answerFits =
                result.bytes() == 0 || bytes.total(db, run.caller()) + result.bytes() <= limits.callerBytes();
        StoredResult stored = answerFits ? result : result.withoutResponse();
        bytes.add(run.caller(), stored.bytes());
        if (hasStarted && !freeThread(db, run, appended, title, result)) {
            return rollBackFenced(db);
        }
        int last = run.lastItem() + appended.size();
        String status = RunClosing.status(result);
        String json = StoredResultJson.write(result);
        String id = StoredText.of(runId);
        String response = StoredResultJson.response(stored);
        if (db.update(END, last, result.lastEventId(), status, json, response, stored.bytes(), id, attempt) == 0) {
            return rollBackFenced(db);
        }
        ItemRows.append(db, run.listId(), run.lastItem(), appended);
        // The end is written even if other runs have used up the caller's bytes meanwhile.
        bytes.write(db, limits.callerBytes());
        boolean allItemsFit = answerFits && (!hasStarted || appended.size() == items.size());
        return allItemsFit ? WriteResult.DONE : WriteResult.DONE_WITHOUT_ITEMS;
    }

    /** Releases the run's thread; returns false if the run is not its live run. */
    private static boolean freeThread(
            SqlSession db, RunRow run, List<ItemText> appended, String title, StoredResult result) throws SQLException {
        if (run.threadRow() == null) {
            return true;
        }
        List<ItemText> inThread = run.itemsElsewhere() ? List.of() : appended;
        if (!ThreadUpdates.end(db, run.threadNumber(), run.stored().runId(), inThread)) {
            return false;
        }
        if (!inThread.isEmpty()) {
            ThreadUpdates.setTitleIfEmpty(db, run.threadNumber(), title);
        }
        if (result.chatName() != null) {
            ThreadUpdates.name(db, run.threadNumber(), result.chatName());
        }
        return true;
    }

    /** Returns whether the thread and the caller may hold these items as well. */
    private boolean fits(SqlSession db, RunRow run, List<ItemText> items, CallerBytes bytes) throws SQLException {
        long added = ItemText.bytes(items);
        if (run.isInThread() && run.threadBytes() + added > limits.threadBytes()) {
            return false;
        }
        return added == 0 || bytes.total(db, run.caller()) + added <= limits.callerBytes();
    }

    private static WriteResult rollBackFenced(SqlSession db) {
        db.rollbackOnly();
        return WriteResult.FENCED;
    }
}
