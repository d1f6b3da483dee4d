package io.agencyswarm.store.jdbc;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.text.LogThrottle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads with a connection each, which run all statements. SQLite's library would pin the carrier of a
 * virtual thread, and an interrupt of a virtual thread would close PostgreSQL's socket. A calling thread waits at most
 * for the timeout, even if the connection hangs.
 */
final class SqlWorkers implements AutoCloseable {

    /** Opens connections. */
    interface ConnectionSource {
        Connection open() throws SQLException;
    }

    /** The statements of a transaction. They may run several times; only the last time counts. */
    interface SqlTransaction<T> {
        T run(SqlSession db) throws SQLException;
    }

    private static final Logger LOG = Logger.getLogger(SqlWorkers.class);
    private static final long CHECKED_AFTER_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MAX_TRIES = 5;

    /** More than the default limits of concurrent runs and of connections together. */
    private static final int MAX_WAITING = 30_000;

    private final BlockingQueue<SqlTask<?>> tasks;
    private final List<Thread> threads = new ArrayList<>();
    private final SqlDialect dialect;
    private final ConnectionSource source;
    private final Duration timeout;
    private final LogThrottle throttle = new LogThrottle();
    private volatile @Nullable Long unreachableAt;
    private volatile boolean closed;

    /** Starts the threads; each opens its connection when it first has work. */
    SqlWorkers(String name, int count, SqlDialect dialect, ConnectionSource source, Duration timeout) {
        this(name, count, dialect, source, timeout, MAX_WAITING);
    }

    /** Starts the threads, with a maximum number of transactions that wait for one of them. */
    SqlWorkers(String name, int count, SqlDialect dialect, ConnectionSource source, Duration timeout, int maxWaiting) {
        this.tasks = new LinkedBlockingQueue<>(maxWaiting);
        this.dialect = dialect;
        this.source = source;
        this.timeout = timeout;
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().daemon().name(name + "-" + i).start(new Worker()));
        }
    }

    /**
     * Runs a transaction and waits for its commit. An interrupt does not end the wait, which is short, because a run
     * that was interrupted still has to be ended in the store; the thread's interrupt status stays set.
     *
     * @throws AgencyException if the database can't be reached in time, or too many transactions wait; nothing was
     *     written then, unless the connection broke during the commit
     */
    <T> T call(SqlTransaction<T> work) {
        SqlTask<T> task = new SqlTask<>(work);
        if (closed) {
            throw unavailableException(null);
        }
        if (!tasks.offer(task)) {
            throw overloadedException();
        }
        try {
            return task.await(timeout);
        } catch (SQLException e) {
            tasks.remove(task);
            if (throttle.allows()) {
                LOG.warn("The store of runs and threads failed.", e);
            }
            throw unavailableException(e);
        }
    }

    /**
     * Returns whether the database could not be reached within the last {@code time}; a statement that took too long
     * does not count.
     */
    boolean wasUnreachableWithin(Duration time) {
        Long last = unreachableAt;
        return last != null && System.nanoTime() - last < time.toNanos();
    }

    /** Ends the threads and closes their connections. Waiting transactions fail. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(timeout);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        tasks.forEach(task -> task.fail(new SQLException("The store is closed.")));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private AgencyException overloadedException() {
        AgencyException overloaded = new AgencyException(
                ErrorCode.STORE_UNAVAILABLE,
                "Too many transactions wait for the store of runs and threads. Retry in a few seconds.");
        if (throttle.allows()) {
            LOG.warn("The store of runs and threads is overloaded.", overloaded);
        }
        return overloaded;
    }

    private static AgencyException unavailableException(@Nullable SQLException e) {
        return new AgencyException(
                ErrorCode.STORE_UNAVAILABLE,
                "The store of runs and threads can't be reached or can't write. Retry in a few seconds.",
                e);
    }

    /** The loop of one thread. */
    private final class Worker implements Runnable {

        private @Nullable SqlSession session;
        private long lastUse;

        @Override
        public void run() {
            try {
                while (!closed) {
                    perform(tasks.take());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                drop();
            }
        }

        private <T> void perform(SqlTask<T> task) {
            for (int tries = 1; task.isWanted(); tries++) {
                boolean reused = false;
                try {
                    SqlSession before = session;
                    SqlSession db = session();
                    reused = db == before;
                    task.run(db);
                    lastUse = System.nanoTime();
                    return;
                } catch (SQLException e) {
                    abort(e);
                    // A connection that was idle may have been closed meanwhile, which does not mean that the server is
                    // down.
                    boolean broken = dialect.isBroken(e);
                    boolean retry = dialect.isConflict(e) || (reused && broken);
                    if (!retry || tries == MAX_TRIES || !task.isWanted()) {
                        fail(task, e, broken);
                        return;
                    }
                } catch (RuntimeException e) {
                    abort(null);
                    task.fail(e);
                    return;
                } catch (Error e) {
                    // PostgreSQL's driver throws an AssertionError if a connection ends in the middle of a batch.
                    boolean lost = e instanceof AssertionError && isLost();
                    drop();
                    fail(task, lost ? new SQLException("The connection was lost.", e) : e, lost);
                    return;
                }
            }
        }

        private void fail(SqlTask<?> task, Throwable cause, boolean unreachable) {
            if (unreachable) {
                unreachableAt = System.nanoTime();
            }
            task.fail(cause);
        }

        private boolean isLost() {
            SqlSession current = session;
            try {
                return current != null && current.isClosed();
            } catch (SQLException _) {
                return true;
            }
        }

        /** Returns the thread's connection; a new one if it was idle for long and does not answer. */
        private SqlSession session() throws SQLException {
            SqlSession current = session;
            if (current != null && System.nanoTime() - lastUse > CHECKED_AFTER_NANOS && !current.isValid(1)) {
                drop();
                current = null;
            }
            if (current == null) {
                current = new SqlSession(source.open(), dialect);
                session = current;
            }
            return current;
        }

        /** Rolls back; closes the connection if that fails too. */
        private void abort(@Nullable SQLException e) {
            SqlSession current = session;
            if (current == null) {
                return;
            }
            boolean broken = e != null && dialect.isBroken(e);
            if (!broken) {
                try {
                    current.rollback();
                } catch (SQLException _) {
                    // SQLite has rolled back itself after some errors. The next statements must not run outside one.
                    broken = true;
                }
            }
            if (broken) {
                drop();
            }
        }

        private void drop() {
            SqlSession current = session;
            session = null;
            if (current != null) {
                try {
                    current.close();
                } catch (SQLException e) {
                    LOG.debug("A connection of the store could not be closed.", e);
                }
            }
        }
    }
}
