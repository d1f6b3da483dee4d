package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoreConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens a SQLite file: one connection that writes, and a few that read the last committed state concurrently
 * ({@code journal_mode=WAL}). A commit is on the disk when it returns ({@code synchronous=FULL}), so it survives a
 * crash of the process or a power failure.
 */
final class SqliteConnections {

    private static final int READERS = 2;
    private static final long MAX_CHECKED_BYTES = 64L << 20;

    private SqliteConnections() {}

    /**
     * Opens the file with its tables.
     *
     * @param clock the store's clock
     * @throws ConfigurationException if the file can't be used
     */
    static SqlDatabase open(StoreConfig config, Clock clock) {
        Path file = config.path().toAbsolutePath();
        SqliteFileLock lock = SqliteFileLock.acquire(config.path());
        try {
            prepare(file, config.timeout());
            AtomicLong touches = new AtomicLong(lastTouch(file, config.timeout()));
            SqlWorkers writers = new SqlWorkers(
                    "agency-swarm-sqlite-writer",
                    1,
                    SqlDialect.SQLITE,
                    () -> connect(source(file, config.timeout(), false), clock, touches),
                    config.timeout());
            SqlWorkers readers = new SqlWorkers(
                    "agency-swarm-sqlite-reader",
                    READERS,
                    SqlDialect.SQLITE,
                    () -> connect(source(file, config.timeout(), true), clock, touches),
                    config.timeout());
            return new SqlDatabase(writers, readers, List.of(lock::close));
        } catch (SQLException | FlywayException e) {
            lock.close();
            throw unusableException(file, e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Creates the tables.
     *
     * @throws SQLException if the file is damaged
     */
    private static void prepare(Path file, Duration timeout) throws SQLException {
        SQLiteDataSource source = source(file, timeout, false);
        if (size(file) > 0 && size(file) <= MAX_CHECKED_BYTES) {
            check(source);
        }
        Migrations.run(source, "sqlite", null, place(file));
    }

    private static void check(SQLiteDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = result.next() ? result.getString(1) : "no answer";
            if (!answer.equals("ok")) {
                throw new SQLiteException(answer, SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    private static long lastTouch(Path file, Duration timeout) throws SQLException {
        try (Connection connection = source(file, timeout, false).getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT coalesce(max(touch), 0) FROM threads")) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    private static SQLiteDataSource source(Path file, Duration timeout, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        config.enforceForeignKeys(true);
        if (readOnly) {
            config.setReadOnly(true);
        } else {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static Connection connect(SQLiteDataSource source, Clock clock, AtomicLong touches) throws SQLException {
        Connection connection = source.getConnection();
        try {
            Function.create(connection, "now_ms", function(clock::millis));
            Function.create(connection, "next_touch", function(touches::incrementAndGet));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Function function(LongSupplier value) {
        return new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(value.getAsLong());
            }
        };
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    /** The beginning of a sentence about the file. */
    private static String place(Path file) {
        return "agency-swarm.store.path: the file " + file;
    }

    private static ConfigurationException unusableException(Path file, Exception e) {
        @Nullable Throwable cause = e;
        while (cause != null && !(cause instanceof SQLiteException)) {
            cause = cause.getCause();
        }
        String what = place(file);
        if (cause instanceof SQLiteException failure
                && (isCode(failure, SQLiteErrorCode.SQLITE_CORRUPT)
                        || isCode(failure, SQLiteErrorCode.SQLITE_NOTADB))) {
            return new ConfigurationException(
                    what + " is damaged, or is not a SQLite database. Restore it from a backup, or move it away"
                            + " together with " + file + "-wal and " + file + "-shm, if they exist (mv " + file + " "
                            + file
                            + ".damaged); then the service starts without runs and threads.");
        }
        return new ConfigurationException(what + " can't be opened: " + (cause == null ? e : cause).getMessage()
                + ". Check that the service may write to it and its directory, and that the disk is not full.");
    }

    private static boolean isCode(SQLiteException e, SQLiteErrorCode code) {
        return (e.getResultCode().code & 0xFF) == code.code;
    }
}
