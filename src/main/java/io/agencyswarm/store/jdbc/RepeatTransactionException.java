package io.agencyswarm.store.jdbc;

import java.sql.SQLException;

/**
 * The transaction found rows in a state that another transaction is changing, and has to be repeated from its
 * beginning. {@link SqlWorkers} rolls it back and repeats it, as after a conflict that the database reports.
 */
final class RepeatTransactionException extends SQLException {

    private static final long serialVersionUID = 1;
    private static final String SERIALIZATION_FAILURE = "40001";

    /** Creates the exception with the change that the transaction has met. */
    RepeatTransactionException(String message) {
        super(message, SERIALIZATION_FAILURE);
    }
}
