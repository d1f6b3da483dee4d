package io.agencyswarm.store.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * An open database: the threads that run its transactions.
 *
 * @param writers threads whose transactions write
 * @param readers threads whose transactions only read; the same object if the database has one kind of connection
 * @param resources closed after the threads, in this order
 */
record SqlDatabase(SqlWorkers writers, SqlWorkers readers, List<Runnable> resources) implements AutoCloseable {

    /** Copies the list. */
    SqlDatabase {
        resources = List.copyOf(resources);
    }

    /** Runs a transaction that writes, and waits for its commit. */
    <T> T write(SqlWorkers.SqlTransaction<T> work) {
        return writers.call(work);
    }

    /** Runs a transaction that reads. */
    <T> T read(SqlWorkers.SqlTransaction<T> work) {
        return readers.call(work);
    }

    @Override
    public void close() {
        List<Runnable> closing = new ArrayList<>(List.of(readers::close, writers::close));
        closing.addAll(resources);
        closing.forEach(Runnable::run);
    }
}
