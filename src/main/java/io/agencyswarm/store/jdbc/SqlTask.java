package io.agencyswarm.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A transaction that another thread waits for. Once that thread has stopped waiting, it is no longer committed. */
final class SqlTask<T> {

    private enum TaskState {
        WANTED,
        COMMITTING,
        GIVEN_UP
    }

    private final SqlWorkers.SqlTransaction<T> work;
    private final AtomicReference<TaskState> state = new AtomicReference<>(TaskState.WANTED);
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** Creates a transaction that has not begun. */
    SqlTask(SqlWorkers.SqlTransaction<T> work) {
        this.work = work;
    }

    /** Returns whether the other thread still waits for it and its commit has not begun. */
    boolean isWanted() {
        return state.get() == TaskState.WANTED;
    }

    /** Runs the transaction. */
    void run(SqlSession db) throws SQLException {
        db.begin();
        if (!isWanted()) {
            // The other thread stopped waiting while the connection was opened, or while another transaction wrote.
            db.rollback();
            return;
        }
        T value = work.run(db);
        if (db.isRollbackOnly()) {
            db.rollback();
        } else if (state.compareAndSet(TaskState.WANTED, TaskState.COMMITTING)) {
            db.commit();
        } else {
            db.rollback();
            return;
        }
        result.complete(value);
    }

    /** Fails the transaction with this cause, without another try. */
    void fail(Throwable cause) {
        result.completeExceptionally(cause);
    }

    /**
     * Waits for the result.
     *
     * @throws SQLException if it failed, or took longer than {@code timeout}
     */
    T await(Duration timeout) throws SQLException {
        boolean interrupted = false;
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            state.compareAndSet(TaskState.WANTED, TaskState.GIVEN_UP);
            throw new SQLException("The transaction has taken longer than " + timeout + ".", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns or throws the cause of the transaction's failure. */
    private static SQLException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case SQLException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }
}
