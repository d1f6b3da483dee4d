package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.Store.DeletionResult;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Deletes runs and threads. */
final class Deletions {

    private static final String DELETE_RUN =
            "DELETE FROM runs WHERE run_id = ? AND ended_at IS NOT NULL RETURNING ending_bytes";
    private static final String RESULT_BYTES = "SELECT coalesce(sum(ending_bytes), 0) FROM runs WHERE thread = ?";
    private static final String LISTS = """
            SELECT list_id FROM runs WHERE thread = ? AND list_id IS NOT NULL
            UNION SELECT list_id FROM threads WHERE id = ? AND list_id IS NOT NULL
            """;
    private static final String MARK_THREAD = "UPDATE threads SET deleted_at = now_ms() WHERE id = ?";
    private static final String MARKED_THREAD =
            "SELECT id FROM threads WHERE deleted_at IS NOT NULL ORDER BY deleted_at LIMIT 1";
    private static final String DELETE_RUNS = """
            DELETE FROM runs WHERE seq IN (SELECT seq FROM runs WHERE thread = ? ORDER BY seq LIMIT ?)
            """;
    private static final String DELETE_THREAD = "DELETE FROM threads WHERE id = ?";
    private static final String ENDED_RUNS =
            "SELECT run_id FROM runs WHERE ended_at IS NOT NULL AND ended_at < now_ms() - ? ORDER BY ended_at LIMIT ?";
    private static final String OLD_THREADS = """
            SELECT id FROM threads WHERE updated_at < now_ms() - ? AND live_run IS NULL AND deleted_at IS NULL
            ORDER BY updated_at LIMIT ?
            """;
    private static final String OLD_KEYS = """
            DELETE FROM idempotency_keys WHERE key_hash IN (
                SELECT key_hash FROM idempotency_keys WHERE created_at < now_ms() - ? LIMIT ?)
            """;
    private static final String DISCARDED = "SELECT id FROM item_lists WHERE discarded = 1 ORDER BY id LIMIT 1";
    private static final String DELETE_ITEMS = """
            DELETE FROM items WHERE list_id = ? AND no IN (
                SELECT no FROM items WHERE list_id = ? ORDER BY no LIMIT ?)
            """;
    private static final String DELETE_LIST = "DELETE FROM item_lists WHERE id = ?";

    private Deletions() {}

    /** Implements {@link io.agencyswarm.store.RunRepository#delete}. */
    static DeletionResult deleteRun(SqlSession db, String runId, CallerByteChanges bytes) throws SQLException {
        Optional<Long> locked = RunRow.lockThread(db, runId);
        Optional<RunRow> stored = RunRow.find(db, runId);
        if (stored.isEmpty()) {
            return DeletionResult.ABSENT;
        }
        RunRow run = stored.get();
        Optional<Long> endingBytes = db.row(DELETE_RUN, row -> row.getLong(1), StoredText.of(runId));
        if (endingBytes.isEmpty()) {
            return run.stored().status().isEnded() ? DeletionResult.ABSENT : DeletionResult.LIVE;
        }
        bytes.add(run.caller(), -endingBytes.get());
        Long listId = run.listId();
        if (listId != null && (locked.isEmpty() || !isShared(db, locked.get(), listId))) {
            bytes.add(run.caller(), -ItemRows.bytes(db, listId));
            ItemRows.discard(db, listId);
        }
        return DeletionResult.DONE;
    }

    /**
     * Implements {@link io.agencyswarm.store.ThreadRepository#delete}. The thread is marked, so that no query finds it
     * or its runs. Their rows may be too many for one transaction: the sweep deletes them.
     */
    static DeletionResult deleteThread(SqlSession db, ThreadKey key, CallerByteChanges bytes) throws SQLException {
        Optional<ThreadRow> thread = ThreadRow.lock(db, key);
        return thread.isEmpty() ? DeletionResult.ABSENT : deleteThread(db, thread.get(), bytes);
    }

    /** Deletes runs that ended longer ago than this; returns whether there may be more. */
    static boolean deleteEndedRuns(SqlSession db, long millis, int limit, CallerByteChanges bytes) throws SQLException {
        List<String> runs = db.rows(ENDED_RUNS, row -> StoredText.read(row.getString(1)), millis, limit);
        for (String run : runs) {
            deleteRun(db, run, bytes);
        }
        return runs.size() == limit;
    }

    /** Deletes threads that were last updated longer ago than this; returns whether there may be more. */
    static boolean deleteOldThreads(SqlSession db, long millis, int limit, CallerByteChanges bytes)
            throws SQLException {
        List<Long> threads = db.rows(OLD_THREADS, row -> row.getLong(1), millis, limit);
        boolean deleted = false;
        for (long id : threads) {
            Optional<ThreadRow> thread = ThreadRow.lock(db, id);
            deleted |= thread.isPresent() && deleteThread(db, thread.get(), bytes) == DeletionResult.DONE;
        }
        return deleted && threads.size() == limit;
    }

    /** Deletes expired keys; returns whether there may be more. */
    static boolean deleteOldKeys(SqlSession db, int limit) throws SQLException {
        return db.update(OLD_KEYS, IdempotencyRows.LIFETIME_MILLIS, limit) == limit;
    }

    /** Deletes items of a discarded list; returns whether there may be more. */
    static boolean deleteDiscardedItems(SqlSession db, int limit) throws SQLException {
        // If two transactions took the same list, one would delete its row before all of its items: it waits for the
        // items that the other deletes, and then finds fewer than the limit.
        Optional<Long> list = db.row(db.dialect().lockingSkipLocked(DISCARDED), row -> row.getLong(1));
        if (list.isEmpty()) {
            return false;
        }
        if (db.update(DELETE_ITEMS, list.get(), list.get(), limit) < limit) {
            db.update(DELETE_LIST, list.get());
        }
        return true;
    }

    /** Deletes rows of a deleted thread; returns whether there may be more. */
    static boolean deleteMarkedThreads(SqlSession db, int limit) throws SQLException {
        Optional<Long> thread = db.row(db.dialect().lockingSkipLocked(MARKED_THREAD), row -> row.getLong(1));
        if (thread.isEmpty()) {
            return false;
        }
        if (db.update(DELETE_RUNS, thread.get(), limit) < limit) {
            db.update(DELETE_THREAD, thread.get());
        }
        return true;
    }

    private static DeletionResult deleteThread(SqlSession db, ThreadRow thread, CallerByteChanges bytes)
            throws SQLException {
        if (!thread.isIdle(db)) {
            return DeletionResult.LIVE;
        }
        for (long listId : db.rows(LISTS, row -> row.getLong(1), thread.id(), thread.id())) {
            bytes.add(thread.caller(), -ItemRows.bytes(db, listId));
            ItemRows.discard(db, listId);
        }
        bytes.add(thread.caller(), -db.number(RESULT_BYTES, thread.id()));
        db.update(MARK_THREAD, thread.id());
        return DeletionResult.DONE;
    }

    /** Returns whether the list of a deleted run is also its thread's, or another run's. */
    private static boolean isShared(SqlSession db, long threadId, long listId) throws SQLException {
        Optional<ThreadRow> thread = ThreadRow.lock(db, threadId);
        return (thread.isPresent() && Objects.equals(thread.get().listId(), listId))
                || RunRow.isUsed(db, threadId, listId);
    }
}
