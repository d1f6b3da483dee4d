package io.agencyswarm.store.jdbc;

import java.sql.SQLException;

/** What differs between the two databases in statements and errors. */
enum SqlDialect {
    /** One transaction writes at a time, so nothing needs a lock of its own. */
    SQLITE(""),
    /** Rows are locked by the first statement that reads them in order to write them. */
    POSTGRESQL(" FOR UPDATE");

    private final String lock;

    SqlDialect(String lock) {
        this.lock = lock;
    }

    /** The query, so that no other transaction changes the row that it finds before this one has ended. */
    String locking(String query) {
        return query + lock;
    }

    /** As {@link #locking}, for rows of which each transaction may take others: those that are locked are not found. */
    String lockingFree(String query) {
        return query + lock + (lock.isEmpty() ? "" : " SKIP LOCKED");
    }

    /** Whether the transaction met another one and may work when it is repeated: a conflict, or a deadlock. */
    boolean isConflict(SQLException e) {
        String state = state(e);
        return switch (this) {
            case SQLITE -> false;
            case POSTGRESQL -> state.startsWith("40") || state.equals("23505");
        };
    }

    /** Whether the connection can't be used any more. */
    boolean isBroken(SQLException e) {
        String state = state(e);
        return switch (this) {
            case SQLITE -> false;
            case POSTGRESQL ->
                state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.equals("25P03")
                        // What pgjdbc finds out itself mostly has no state of the server's.
                        || state.isEmpty()
                        || state.startsWith("XX");
        };
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
