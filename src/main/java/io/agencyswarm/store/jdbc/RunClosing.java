package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoredResult;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ends runs that do not end themselves. */
final class RunClosing {

    private static final String CLOSE = """
            UPDATE runs SET status = ?, ending = ?, ended_at = now_ms(), lease_until = NULL
            WHERE run_id = ? AND ended_at IS NULL
            """;
    private static final String TAKE = """
            UPDATE runs SET attempt = attempt + 1, owner = '', status = ?, ending = ?, ended_at = now_ms(), lease_until = NULL
            WHERE run_id = ? AND ended_at IS NULL
            """;
    private static final String TAKE_EXPIRED = TAKE + " AND lease_until < now_ms()";
    private static final String LEAVE =
            "UPDATE threads SET live_run = NULL, version = version + 1 WHERE id = ? AND live_run = ?";
    private static final String EXPIRED = """
            SELECT run_id, owner FROM runs WHERE ended_at IS NULL AND lease_until < now_ms() ORDER BY lease_until LIMIT ?
            """;
    private static final String LIVE = "SELECT run_id FROM runs WHERE ended_at IS NULL ORDER BY seq LIMIT ?";

    private RunClosing() {}

    /** Ends a run that its own process did not start. */
    static void close(SqlSession db, String runId, StoredResult result) throws SQLException {
        db.update(CLOSE, status(result), StoredResultJson.write(result), StoredText.of(runId));
    }

    /** Ends a run that waited, and fences its owner. */
    static void endAndFence(SqlSession db, String runId, StoredResult result) throws SQLException {
        db.update(TAKE, status(result), StoredResultJson.write(result), StoredText.of(runId));
    }

    /** A run whose lease has expired, and its process. */
    record ExpiredRun(String runId, String owner) {}

    /** Returns runs whose lease has expired. */
    static List<ExpiredRun> expiredRuns(SqlSession db, int limit) throws SQLException {
        return db.rows(EXPIRED, row -> new ExpiredRun(StoredText.read(row.getString(1)), row.getString(2)), limit);
    }

    /** Returns live runs. */
    static List<String> liveRunIds(SqlSession db, int limit) throws SQLException {
        return db.rows(LIVE, row -> StoredText.read(row.getString(1)), limit);
    }

    /**
     * Ends a run whose process has stopped, and releases its thread.
     *
     * @param leased whether to end only a run whose lease has expired; it may have been renewed since it was found
     */
    static void endAbandoned(SqlSession db, String runId, boolean leased) throws SQLException {
        Optional<Long> thread = RunRow.lockThread(db, runId);
        Optional<RunRow> row = RunRow.find(db, runId);
        if (row.isEmpty()) {
            return;
        }
        StoredResult result = StoredResult.processEnded(row.get().stored().lastEventId());
        String sql = leased ? TAKE_EXPIRED : TAKE;
        int updated = db.update(sql, status(result), StoredResultJson.write(result), StoredText.of(runId));
        if (updated == 1 && thread.isPresent()) {
            db.update(LEAVE, thread.get(), StoredText.of(runId));
        }
    }

    /** Returns the value for the status column. */
    static String status(StoredResult result) {
        return result.status().name().toLowerCase(Locale.ROOT);
    }
}
