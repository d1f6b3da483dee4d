package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables in a server, initially empty, and the stores that use them, each like a separate process. For one test at
 * a time.
 */
final class PostgresDatabase implements AutoCloseable {

    private static final String SCHEMA = "kept_runs";
    private static final String EMPTY = """
            DO $$ BEGIN
                IF to_regclass('%1$s.runs') IS NOT NULL THEN
                    TRUNCATE %1$s.runs, %1$s.threads, %1$s.items, %1$s.item_lists, %1$s.callers, %1$s.idempotency_keys;
                END IF;
            END $$
            """.formatted(SCHEMA);

    private final PostgresServer server;
    private final List<JdbcStore> open = new ArrayList<>();
    private Map<String, String> settings = Map.of();
    private Duration passed = Duration.ZERO;

    /** Nothing is created before the first store. */
    PostgresDatabase(PostgresServer server) {
        this.server = server;
    }

    /** Returns an empty store. */
    JdbcStore newStore(Map<String, String> changed) {
        Map<String, String> whole = new HashMap<>(Map.of(
                "agency-swarm.store.kind",
                "postgresql",
                "agency-swarm.store.url",
                server.url("postgres"),
                "agency-swarm.store.username",
                "postgres",
                "agency-swarm.store.password",
                PostgresServer.PASSWORD,
                "agency-swarm.store.schema",
                SCHEMA,
                "agency-swarm.store.connections",
                "4"));
        whole.putAll(changed);
        settings = whole;
        server.execute("postgres", EMPTY);
        passed = Duration.ZERO;
        JdbcStore store = anotherStore();
        pass(Duration.ZERO);
        return store;
    }

    /** Returns another store with the tables of the last one. */
    JdbcStore anotherStore() {
        StoreSettings all = StoreSettings.of(settings);
        JdbcStore store = PostgresStoreFactory.open(
                all.store(),
                StoreRules.of(all.runs(), all.threads()),
                all.runs().lease(),
                () -> "10.0.0.1:8000");
        open.add(store);
        return store;
    }

    /** Moves the clock of the last store's tables. */
    void pass(Duration time) {
        passed = passed.plus(time);
        server.execute("postgres", """
                CREATE OR REPLACE FUNCTION %s.now_ms() RETURNS bigint LANGUAGE sql STABLE
                AS $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint + %d $$
                """.formatted(SCHEMA, passed.toMillis()));
    }

    @Override
    public void close() {
        open.forEach(JdbcStore::close);
        open.clear();
    }
}
