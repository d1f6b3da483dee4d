package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoredResult;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Ends runs that do not end themselves: their process has stopped, or they never started. */
final class RunTermination {

    private static final String END_REFUSED = """
            UPDATE runs SET status = ?, ending = ?, ended_at = now_ms(), lease_until = NULL
            WHERE run_id = ? AND ended_at IS NULL
            """;
    private static final String END_AND_FENCE = """
            UPDATE runs SET attempt = attempt + 1, owner = '', status = ?, ending = ?, ended_at = now_ms(), lease_until = NULL
            WHERE run_id = ? AND ended_at IS NULL
            """;
    private static final String END_EXPIRED = END_AND_FENCE + " AND lease_until < now_ms()";
    private static final String RELEASE_THREAD =
            "UPDATE threads SET live_run = NULL, version = version + 1 WHERE id = ? AND live_run = ?";
    private static final String EXPIRED = """
            SELECT run_id, owner FROM runs WHERE ended_at IS NULL AND lease_until < now_ms() ORDER BY lease_until LIMIT ?
            """;
    private static final String UNENDED = "SELECT run_id FROM runs WHERE ended_at IS NULL ORDER BY seq LIMIT ?";

    private RunTermination() {}

    /** Ends a run that has waited and is not started, on behalf of its owner. */
    static void endRefused(SqlSession db, String runId, StoredResult result) throws SQLException {
        update(db, END_REFUSED, runId, result);
    }

    /** Ends a run that waits, and fences its owner. */
    static void endAndFence(SqlSession db, String runId, StoredResult result) throws SQLException {
        update(db, END_AND_FENCE, runId, result);
    }

    /** A run whose lease has expired, and its process. */
    record ExpiredRun(String runId, String owner) {}

    /** Returns runs whose lease has expired. */
    static List<ExpiredRun> expiredRuns(SqlSession db, int limit) throws SQLException {
        return db.rows(EXPIRED, row -> new ExpiredRun(StoredText.read(row.getString(1)), row.getString(2)), limit);
    }

    /** Returns the ids of runs that have not ended. */
    static List<String> unendedRunIds(SqlSession db, int limit) throws SQLException {
        return db.rows(UNENDED, row -> StoredText.read(row.getString(1)), limit);
    }

    /** Ends a run whose process has stopped, and releases its thread. */
    static void endAbandoned(SqlSession db, String runId) throws SQLException {
        endAbandoned(db, END_AND_FENCE, runId);
    }

    /** Ends a run as {@link #endAbandoned} does, unless its lease has been renewed since it was found. */
    static void endExpired(SqlSession db, String runId) throws SQLException {
        endAbandoned(db, END_EXPIRED, runId);
    }

    private static void endAbandoned(SqlSession db, String sql, String runId) throws SQLException {
        Optional<Long> thread = RunRow.lockThread(db, runId);
        Optional<RunRow> row = RunRow.find(db, runId);
        if (row.isEmpty()) {
            return;
        }
        StoredResult result = StoredResult.processEnded(row.get().stored().lastEventId());
        boolean hasEnded = update(db, sql, runId, result);
        if (hasEnded && thread.isPresent()) {
            db.update(RELEASE_THREAD, thread.get(), StoredText.of(runId));
        }
    }

    private static boolean update(SqlSession db, String sql, String runId, StoredResult result) throws SQLException {
        return db.update(sql, result.status().wireName(), StoredResultJson.write(result), StoredText.of(runId)) == 1;
    }
}
