package io.agencyswarm.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection with the statements that were prepared on it, of which there are as many as there are texts in this package.
 * For one thread.
 */
final class SqlSession implements AutoCloseable {

    /** Reads the row on which a result stands. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final SqlDialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean rollbackOnly;

    /** A session on a connection; with PostgreSQL one without auto-commit. */
    SqlSession(Connection connection, SqlDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** The database's dialect. */
    SqlDialect dialect() {
        return dialect;
    }

    /** The rows that a statement finds or returns. */
    <T> List<T> rows(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = bound(sql, values);
        try (ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        }
    }

    /** The first row that a statement finds or returns. */
    <T> Optional<T> row(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> rows = rows(sql, reader, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** The number in the one row and column that a statement finds or returns. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        return row(sql, row -> row.getLong(1), values)
                .orElseThrow(() -> new SQLException("The statement has returned no row: " + sql));
    }

    /** Whether a query finds a row. */
    boolean exists(String sql, @Nullable Object... values) throws SQLException {
        return row(sql, _ -> true, values).isPresent();
    }

    /** How many rows a statement has written. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** Runs a statement once for each list of values, in few round trips. */
    void batch(String sql, List<Object[]> lists) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (Object[] values : lists) {
            bind(statement, values);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /** Ends the transaction without its writes as soon as the work has returned. */
    void rollbackOnly() {
        rollbackOnly = true;
    }

    /** Whether there is something to commit. */
    boolean isRollbackOnly() {
        return rollbackOnly;
    }

    /** Begins a transaction. PostgreSQL's driver does so itself; SQLite's would begin the next one with each commit. */
    void begin() throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            update(connection.isReadOnly() ? "BEGIN" : "BEGIN IMMEDIATE");
        }
    }

    /** Ends the transaction. */
    void commit() throws SQLException {
        if (dialect == SqlDialect.SQLITE) {
            update("COMMIT");
        } else {
            connection.commit();
        }
    }

    /** Ends the transaction without its writes. */
    void rollback() throws SQLException {
        rollbackOnly = false;
        if (dialect == SqlDialect.SQLITE) {
            update("ROLLBACK");
        } else {
            connection.rollback();
        }
    }

    /** Whether it was closed, also by the driver after a fault of the network. */
    boolean isClosed() throws SQLException {
        return connection.isClosed();
    }

    /** Whether the server answers. */
    boolean isValid(int seconds) throws SQLException {
        return connection.isValid(seconds);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, values);
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            switch (value) {
                case null -> statement.setNull(i + 1, java.sql.Types.NULL);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
                case String text -> statement.setString(i + 1, text);
                default -> throw new IllegalArgumentException("a value of " + value.getClass());
            }
        }
    }
}
