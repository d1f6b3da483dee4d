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
 * A connection with its prepared statements, one for each SQL text that it has executed. A text contains no values: it
 * is a constant of this package, or a combination of constant columns or conditions, so their number is limited. Not
 * thread-safe.
 */
final class SqlSession implements AutoCloseable {

    /** Reads the current row of a result. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final SqlDialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean rollbackOnly;

    /** Creates a session on a connection, which for PostgreSQL must have auto-commit off. */
    SqlSession(Connection connection, SqlDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Returns the database's dialect. */
    SqlDialect dialect() {
        return dialect;
    }

    /** Returns the rows that a statement finds or returns. */
    <T> List<T> rows(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql, values);
        try (ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        }
    }

    /** Returns the first row that a statement finds or returns. */
    <T> Optional<T> row(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> rows = rows(sql, reader, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** Returns the number in the only row and column that a statement finds or returns. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        return row(sql, row -> row.getLong(1), values)
                .orElseThrow(() -> new SQLException("The statement returned no row: " + sql));
    }

    /** Returns whether a query finds a row. */
    boolean exists(String sql, @Nullable Object... values) throws SQLException {
        return row(sql, _ -> true, values).isPresent();
    }

    /** Executes a statement, and returns how many rows it has written. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return prepare(sql, values).executeUpdate();
    }

    /** Executes a statement once for each list of values, in few round trips. */
    void batch(String sql, List<Object[]> lists) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (Object[] values : lists) {
            bind(statement, values);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /** Marks the transaction to be rolled back when its work has returned. */
    void rollbackOnly() {
        rollbackOnly = true;
    }

    /** Returns whether the transaction is to be rolled back. */
    boolean isRollbackOnly() {
        return rollbackOnly;
    }

    /** Begins a transaction, unless the driver does so with the first statement. */
    void begin() throws SQLException {
        if (dialect.hasTransactionStatements()) {
            update(connection.isReadOnly() ? "BEGIN" : "BEGIN IMMEDIATE");
        }
    }

    /** Commits the transaction. */
    void commit() throws SQLException {
        if (dialect.hasTransactionStatements()) {
            update("COMMIT");
        } else {
            connection.commit();
        }
    }

    /** Rolls the transaction back. */
    void rollback() throws SQLException {
        rollbackOnly = false;
        if (dialect.hasTransactionStatements()) {
            update("ROLLBACK");
        } else {
            connection.rollback();
        }
    }

    /** Returns whether the connection is closed, also by the driver after a network error. */
    boolean isClosed() throws SQLException {
        return connection.isClosed();
    }

    /** Returns whether the server answers within this time. */
    boolean isValid(int seconds) throws SQLException {
        return connection.isValid(seconds);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, values);
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement existing = prepared.get(sql);
        if (existing == null) {
            existing = connection.prepareStatement(sql);
            prepared.put(sql, existing);
        }
        return existing;
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
