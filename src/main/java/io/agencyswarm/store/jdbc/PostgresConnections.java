package io.agencyswarm.store.jdbc;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.store.StoreConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens PostgreSQL. If it can't be reached, the start fails instead of waiting: the process manager restarts the
 * process, and a wrong address or password shows at once.
 */
final class PostgresConnections {

    private static final String PREFIX = "jdbc:postgresql://";

    private PostgresConnections() {}

    /**
     * Opens the database with its tables.
     *
     * @throws ConfigurationException if the settings are wrong, or the database can't be reached or used
     */
    static SqlDatabase open(StoreConfig config) {
        PGSimpleDataSource source = source(config);
        try {
            Migrations.run(
                    source,
                    "postgresql",
                    config.schema(),
                    "agency-swarm.store.schema: the schema \"" + config.schema() + "\" of " + forMessage(source));
        } catch (FlywayException e) {
            throw new ConfigurationException(
                    "agency-swarm.store.kind is postgresql, but the tables can't be created or checked in the schema \""
                            + config.schema() + "\" of " + forMessage(source) + ": " + reason(e)
                            + ". Check agency-swarm.store.url, username, password and schema, and that the server"
                            + " runs.");
        }
        SqlWorkers threads = new SqlWorkers(
                "agency-swarm-postgresql",
                config.connections(),
                SqlDialect.POSTGRESQL,
                () -> connect(source, config),
                config.timeout());
        return new SqlDatabase(threads, threads, List.of());
    }

    /** Creates the source of connections, after checking the address. */
    static PGSimpleDataSource source(StoreConfig config) {
        String url = check(config.url().orElse(""));
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setURL(withDefaults(url, config.timeout()));
        } catch (IllegalArgumentException _) {
            throw new ConfigurationException("agency-swarm.store.url is not a valid address. It must be like"
                    + " jdbc:postgresql://host:5432/database.");
        }
        config.username().ifPresent(source::setUser);
        config.password().ifPresent(source::setPassword);
        return source;
    }

    private static String check(String url) {
        if (url.isBlank()) {
            throw new ConfigurationException(
                    "agency-swarm.store.kind is postgresql, but agency-swarm.store.url is not set."
                            + " Set it like jdbc:postgresql://host:5432/database.");
        }
        if (!url.startsWith(PREFIX)) {
            throw new ConfigurationException("agency-swarm.store.url must begin with jdbc:postgresql://, as in"
                    + " jdbc:postgresql://host:5432/database.");
        }
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.contains("password=") || url.substring(PREFIX.length()).contains("@")) {
            throw new ConfigurationException(
                    "agency-swarm.store.url must not hold a password, because addresses are shown in"
                            + " messages. Set agency-swarm.store.username and agency-swarm.store.password instead.");
        }
        return url;
    }

    /** Returns the address with the store's default parameters, unless the address sets them. */
    private static String withDefaults(String url, Duration timeout) {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(timeout.toNanos() + TimeUnit.SECONDS.toNanos(1) - 1));
        Map<String, String> defaults = new TreeMap<>(Map.of(
                "connectTimeout",
                String.valueOf(seconds),
                // Longer than the server's statement timeout, so that a slow statement does not look like a lost
                // server.
                "socketTimeout",
                String.valueOf(seconds + 2),
                "loginTimeout",
                String.valueOf(seconds),
                "tcpKeepAlive",
                "true",
                // Otherwise the logged message of a failed batch has the values of its statement.
                "logServerErrorDetail",
                "false",
                "reWriteBatchedInserts",
                "true",
                "ApplicationName",
                "agency-swarm"));
        Set<String> present = parameterNames(url);
        StringBuilder fullUrl = new StringBuilder(url);
        defaults.forEach((name, value) -> {
            if (!present.contains(name)) {
                fullUrl.append(fullUrl.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return fullUrl.toString();
    }

    /** Returns the names of the address's parameters. The driver does not decode names. */
    private static Set<String> parameterNames(String url) {
        int query = url.indexOf('?');
        return query < 0
                ? Set.of()
                : Arrays.stream(url.substring(query + 1).split("&"))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .collect(Collectors.toSet());
    }

    /** Opens a connection whose statements the server ends itself after the store's timeout. */
    private static Connection connect(PGSimpleDataSource source, StoreConfig config) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setSchema(config.schema());
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            for (String limit : List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")) {
                statement.execute(
                        "SET " + limit + " = " + Math.max(1, config.timeout().toMillis()));
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String forMessage(PGSimpleDataSource source) {
        String[] hosts = source.getServerNames();
        int[] ports = source.getPortNumbers();
        return hosts[0] + ":" + (ports[0] == 0 ? 5432 : ports[0]) + "/" + source.getDatabaseName();
    }

    /** Returns the driver's message; Flyway's own has the complete address and statements. */
    private static String reason(FlywayException e) {
        @Nullable Throwable cause = e;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String text = AgencyException.reason(cause == null ? e : cause).strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
