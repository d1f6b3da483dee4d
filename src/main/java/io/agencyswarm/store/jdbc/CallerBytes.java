package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the bytes that callers hold change in a transaction. They are written last, and in the order of the callers' names:
 * a caller's row is the one that transactions of several threads have in common.
 */
final class CallerBytes {

    private static final String HELD = "SELECT bytes FROM callers WHERE caller = ?";
    private static final String ADD = """
            INSERT INTO callers (caller, bytes) VALUES (?, ?)
            ON CONFLICT (caller) DO UPDATE SET bytes = callers.bytes + excluded.bytes
            RETURNING bytes
            """;

    private final Map<String, Long> changes = new TreeMap<>();

    /** The caller holds more, or less. */
    void add(String caller, long bytes) {
        changes.merge(caller, bytes, Long::sum);
    }

    /** What the caller holds, these changes included. */
    long held(SqlSession db, String caller) throws SQLException {
        return db.row(HELD, row -> row.getLong(1), caller).orElse(0L) + changes.getOrDefault(caller, 0L);
    }

    /**
     * Writes the changes.
     *
     * @return whether each caller whose bytes have grown holds {@code most} at most
     */
    boolean write(SqlSession db, long most) throws SQLException {
        boolean fits = true;
        for (Map.Entry<String, Long> change : changes.entrySet()) {
            if (change.getValue() != 0) {
                long held = db.number(ADD, change.getKey(), change.getValue());
                fits &= change.getValue() < 0 || held <= most;
            }
        }
        changes.clear();
        return fits;
    }
}
