package io.agencyswarm.store.jdbc;

import java.sql.SQLException;

/** The differences between the two databases in statements and errors. */
enum SqlDialect {
    /** Only one transaction writes at a time, so rows need no locks. */
    SQLITE(""),
    /** Rows are locked by the first statement that reads them in order to write them. */
    POSTGRESQL(" FOR UPDATE");

    private final String lock;

    SqlDialect(String lock) {
        this.lock = lock;
    }

    /** Returns the query with a lock: no other transaction changes its rows before this one has ended. */
    String locking(String query) {
        return query + lock;
    }

    /** Returns the query as {@link #locking} does, but rows that other transactions have locked are skipped. */
    String lockingSkipLocked(String query) {
        return query + lock + (lock.isEmpty() ? "" : " SKIP LOCKED");
    }

    /**
     * Returns whether statements begin and end transactions, instead of the driver: SQLite's driver would begin the
     * next transaction with each commit.
     */
    boolean hasTransactionStatements() {
        return this == SQLITE;
    }

    /**
     * Returns whether the transaction conflicted with another one, or ended in a deadlock, and may succeed when it is
     * repeated.
     */
    boolean isConflict(SQLException e) {
        String state = state(e);
        return switch (this) {
            case SQLITE -> e instanceof RepeatTransactionException;
            case POSTGRESQL -> state.startsWith("40") || state.equals("23505");
        };
    }

    /** Returns whether the connection can't be used any more. */
    boolean isBroken(SQLException e) {
        String state = state(e);
        return switch (this) {
            case SQLITE -> false;
            case POSTGRESQL ->
                state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.equals("25P03")
                        // Errors that pgjdbc detects itself usually have no SQL state.
                        || state.isEmpty()
                        || state.startsWith("XX");
        };
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
