package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements on items. */
final class ItemRows {

    private static final int BATCH = 500;
    private static final String APPEND = "INSERT INTO items (list_id, no, bytes, json) VALUES (?, ?, ?, ?)";
    private static final String READ =
            "SELECT json, bytes FROM items WHERE list_id = ? AND no > ? AND no <= ? ORDER BY no";
    private static final String BYTES =
            "SELECT coalesce(sum(bytes), 0) FROM items WHERE list_id = ? AND no > ? AND no <= ?";
    private static final String CREATE_LIST = "INSERT INTO item_lists (discarded) VALUES (0) RETURNING id";
    private static final String DISCARD = "UPDATE item_lists SET discarded = 1 WHERE id = ?";

    private ItemRows() {}

    /** Creates an empty list, and returns its number. */
    static long createList(SqlSession db) throws SQLException {
        return db.number(CREATE_LIST);
    }

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

    /**
     * Reads the items after number {@code first}, up to and including number {@code last}.
     *
     * @return fewer if the list was discarded meanwhile; the items of a list never change
     */
    static List<ItemText> read(SqlSession db, long listId, int first, int last) throws SQLException {
        return db.rows(READ, row -> new ItemText(row.getString(1), row.getInt(2)), listId, first, last);
    }

    /** Returns the size of the items that {@link #read} returns. */
    static long bytes(SqlSession db, long listId, int first, int last) throws SQLException {
        return db.number(BYTES, listId, first, last);
    }

    /** Returns the size of a list's items. */
    static long bytes(SqlSession db, long listId) throws SQLException {
        return bytes(db, listId, 0, Integer.MAX_VALUE);
    }

    /** Marks a list to which nothing refers as discarded. The sweep deletes its items. */
    static void discard(SqlSession db, long listId) throws SQLException {
        db.update(DISCARD, listId);
    }
}
