package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes of the callers' bytes in a transaction. They are written last, in the order of the callers' names, because
 * transactions of different threads have only the callers' rows in common, and must lock them in the same order.
 */
final class CallerByteChanges {

    private static final String HELD = "SELECT bytes FROM callers WHERE caller = ?";
    private static final String ADD = """
            INSERT INTO callers (caller, bytes) VALUES (?, ?)
            ON CONFLICT (caller) DO UPDATE SET bytes = callers.bytes + excluded.bytes
            RETURNING bytes
            """;

    private final Map<String, Long> changes = new TreeMap<>();

    /** Adds bytes to a caller; negative numbers subtract them. */
    void add(String caller, long bytes) {
        changes.merge(caller, bytes, Long::sum);
    }

    /** Returns the caller's bytes, with these changes. */
    long total(SqlSession db, String caller) throws SQLException {
        return db.row(HELD, row -> row.getLong(1), caller).orElse(0L) + changes.getOrDefault(caller, 0L);
    }

    /**
     * Writes the changes.
     *
     * @return whether each caller whose bytes have increased holds at most {@code max}
     */
    boolean write(SqlSession db, long max) throws SQLException {
        boolean fits = true;
        for (Map.Entry<String, Long> change : changes.entrySet()) {
            if (change.getValue() != 0) {
                long total = db.number(ADD, change.getKey(), change.getValue());
                fits &= change.getValue() < 0 || total <= max;
            }
        }
        changes.clear();
        return fits;
    }
}
