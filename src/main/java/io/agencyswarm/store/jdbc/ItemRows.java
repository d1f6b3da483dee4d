package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements on items. */
final class ItemRows {

    private static final int BATCH = 500;
    private static final String APPEND = "INSERT INTO items (list_id, no, bytes, json) VALUES (?, ?, ?, ?)";
    private static final String READ = "SELECT json FROM items WHERE list_id = ? AND no > ? AND no <= ? ORDER BY no";
    private static final String BYTES = "SELECT coalesce(sum(bytes), 0) FROM items WHERE list_id = ? AND no <= ?";
    private static final String DISCARD = "INSERT INTO discarded_lists (list_id) VALUES (?)";

    private static final String BYTES_OF_RUN = """
            SELECT coalesce(sum(i.bytes), 0) FROM runs r
            JOIN items i ON i.list_id = coalesce(r.list_id, r.seq) AND i.no > r.first_item AND i.no <= r.last_item
            WHERE r.run_id = ?
            """;

    /** The newest items before a number. The conditions use only the index's columns, so no other items are read. */
    private static final String PAGE_OF_THREAD = """
            FROM threads t
            JOIN items i ON i.list_id = t.list_id AND i.no <= t.item_count AND i.no < ?
                AND i.no > CASE WHEN t.item_count < ? THEN t.item_count ELSE ? END - ?
            WHERE t.agency = ? AND t.thread_id = ? AND t.caller = ?
            """;

    private static final String OF_THREAD = "SELECT i.json " + PAGE_OF_THREAD + " ORDER BY i.no";

    private static final String BYTES_OF_THREAD = "SELECT coalesce(sum(i.bytes), 0) " + PAGE_OF_THREAD;

    private ItemRows() {}

    /** Appends items to a list whose last item has the number {@code last}. */
    static void append(SqlSession db, long listId, int last, List<ItemText> items) throws SQLException {
        for (int from = 0; from < items.size(); from += BATCH) {
            List<Object[]> rows = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, items.size()); i++) {
                ItemText item = items.get(i);
                rows.add(new Object[] {listId, last + 1 + i, item.bytes(), item.json()});
            }
            db.batch(APPEND, rows);
        }
    }

    /** Reads the items after number {@code first}, up to and including number {@code last}. */
    static List<String> read(SqlSession db, long listId, int first, int last) throws SQLException {
        return db.rows(READ, row -> row.getString(1), listId, first, last);
    }

    /** Reads the items that a run had when its row was read. They never change, and are deleted only with the run. */
    static List<String> ofRun(SqlSession db, RunRow run) throws SQLException {
        return run.itemCount() == 0 ? List.of() : read(db, run.listId(), run.firstItem(), run.lastItem());
    }

    /** Reads the newest items of a thread before one of them, in one statement. */
    static List<String> ofThread(SqlSession db, ThreadKey key, int limit, int before) throws SQLException {
        return db.rows(OF_THREAD, row -> row.getString(1), page(key, limit, before));
    }

    /** Returns the size of a run's items. */
    static long bytesOfRun(SqlSession db, String runId) throws SQLException {
        return db.number(BYTES_OF_RUN, StoredText.of(runId));
    }

    /** Returns the size of the items that {@link #ofThread} reads. */
    static long bytesOfThread(SqlSession db, ThreadKey key, int limit, int before) throws SQLException {
        return db.number(BYTES_OF_THREAD, page(key, limit, before));
    }

    private static Object[] page(ThreadKey key, int limit, int before) {
        long last = before - 1L;
        return new Object[] {
            (long) before,
            last,
            last,
            (long) limit,
            key.agency(),
            StoredText.of(key.threadId()),
            StoredText.caller(key.principal())
        };
    }

    /** Returns the size of a list's items. */
    static long bytes(SqlSession db, long listId) throws SQLException {
        return bytes(db, listId, Integer.MAX_VALUE);
    }

    /** Returns the size of a list's items up to and including number {@code last}. */
    static long bytes(SqlSession db, long listId, int last) throws SQLException {
        return db.number(BYTES, listId, last);
    }

    /** Marks a list to which nothing refers as discarded. The sweep deletes its items. */
    static void discard(SqlSession db, long listId) throws SQLException {
        db.update(DISCARD, listId);
    }
}
