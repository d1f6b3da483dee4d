package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes what a run's owner reports: its turns, and its end. Each statement names the attempt in its condition. */
final class RunOwnerWrites {

    private static final String ADVANCE = """
            UPDATE runs SET last_item = ?, last_event_id = ?
            WHERE run_id = ? AND attempt = ? AND status = 'running'
            """;

    private final StoreRules rules;

    RunOwnerWrites(StoreRules rules) {
        this.rules = rules;
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#advance}. */
    WriteResult advance(SqlSession db, String runId, long attempt, List<ItemText> items, String title, long lastEventId)
            throws SQLException {
        Optional<RunRow> row = RunRow.find(db, runId);
        Optional<WriteResult> answer = rules.advance(row.map(RunRow::state), attempt, lastEventId);
        if (answer.isPresent()) {
            return answer.get();
        }
        RunRow run = row.orElseThrow();
        CallerByteChanges bytes = new CallerByteChanges();
        if (!fits(db, ItemText.bytes(items), inThread(run), run, bytes)) {
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
        ItemRows.append(db, run.requireListId(), run.lastItem(), items);
        if (!bytes.write(db, rules.callerBytes())) {
            db.rollbackOnly();
            return WriteResult.THREAD_FULL;
        }
        return WriteResult.DONE;
    }

    /** Implements {@link io.agencyswarm.store.RunRepository#end}. */
    WriteResult end(SqlSession db, String runId, long attempt, List<ItemText> items, String title, StoredResult result)
            throws SQLException {
        Optional<RunRow> row = RunRow.find(db, runId);
        Optional<WriteResult> answer = rules.end(row.map(RunRow::state), attempt);
        if (answer.isPresent()) {
            return answer.get();
        }
        RunRow run = row.orElseThrow();
        boolean hasStarted = run.stored().status() != RunStatus.QUEUED;
        CallerByteChanges bytes = new CallerByteChanges();
        List<ItemText> appended =
                hasStarted && fits(db, ItemText.bytes(items), inThread(run), run, bytes) ? items : List.of();
        bytes.add(run.caller(), ItemText.bytes(appended));
        boolean answerFits = fits(db, result.bytes(), OptionalLong.empty(), run, bytes);
        StoredResult stored = answerFits ? result : result.withoutResponse();
        bytes.add(run.caller(), stored.bytes());
        if (hasStarted && !releaseThread(db, run, appended, title, result)) {
            return rollBackFenced(db);
        }
        Columns ended = new Columns()
                .set("last_item", run.lastItem() + appended.size())
                .set("last_event_id", result.lastEventId())
                .set("status", result.status().wireName())
                .set("ending", StoredResultJson.write(result))
                .set("response", StoredResultJson.response(stored))
                .set("ending_bytes", stored.bytes())
                .setTo("ended_at", "now_ms()")
                .setTo("lease_until", "NULL");
        String sql = ended.update("runs") + " WHERE run_id = ? AND attempt = ? AND ended_at IS NULL";
        if (db.update(sql, ended.values(StoredText.of(runId), attempt)) == 0) {
            return rollBackFenced(db);
        }
        if (!appended.isEmpty()) {
            ItemRows.append(db, run.requireListId(), run.lastItem(), appended);
        }
        // The end is written even if other runs have used up the caller's bytes meanwhile.
        bytes.write(db, rules.callerBytes());
        boolean allItemsFit = answerFits && (!hasStarted || appended.size() == items.size());
        return allItemsFit ? WriteResult.DONE : WriteResult.DONE_WITHOUT_ITEMS;
    }

    /** Releases the run's thread; returns false if the run is not its live run. */
    private static boolean releaseThread(
            SqlSession db, RunRow run, List<ItemText> appended, String title, StoredResult result) throws SQLException {
        if (run.threadRow() == null) {
            return true;
        }
        List<ItemText> inThread = run.isInThread() ? appended : List.of();
        if (!ThreadUpdates.end(db, run.threadNumber(), run.stored().runId(), inThread)) {
            return false;
        }
        if (!inThread.isEmpty()) {
            ThreadUpdates.setTitleIfEmpty(db, run.threadNumber(), title);
        }
        if (result.chatName() != null) {
            ThreadUpdates.setChatName(db, run.threadNumber(), result.chatName());
        }
        return true;
    }

    private static OptionalLong inThread(RunRow run) {
        return run.isInThread() ? OptionalLong.of(run.threadBytes()) : OptionalLong.empty();
    }

    private boolean fits(SqlSession db, long added, OptionalLong inThread, RunRow run, CallerByteChanges bytes)
            throws SQLException {
        return rules.checkRoom(added, inThread, () -> bytes.total(db, run.caller()))
                .isEmpty();
    }

    private static WriteResult rollBackFenced(SqlSession db) {
        db.rollbackOnly();
        return WriteResult.FENCED;
    }
}
