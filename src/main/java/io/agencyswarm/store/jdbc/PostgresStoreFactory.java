package io.agencyswarm.store.jdbc;

import io.agencyswarm.optional.OptionalLibrary;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreConfig;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredRunsConfig;
import io.agencyswarm.store.ThreadsConfig;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the store in PostgreSQL. */
@Singleton
class PostgresStoreFactory implements Store.StoreFactory {

    private static final List<OptionalLibrary> LIBRARIES =
            List.of(OptionalLibrary.POSTGRESQL, OptionalLibrary.FLYWAY_POSTGRESQL);

    private final StoreConfig config;
    private final StoreRules rules;
    private final Duration lease;
    private final Instance<Store.LocalRuns> process;

    PostgresStoreFactory(
            StoreConfig config,
            StoredRunsConfig runsConfig,
            ThreadsConfig threadsConfig,
            Instance<Store.LocalRuns> process) {
        this.config = config;
        this.rules = StoreRules.of(runsConfig, threadsConfig);
        this.lease = runsConfig.lease();
        this.process = process;
    }

    @Override
    public StoreConfig.StoreKind kind() {
        return StoreConfig.StoreKind.POSTGRESQL;
    }

    @Override
    public Store open() {
        OptionalLibrary.require("agency-swarm.store.kind=postgresql", "set agency-swarm.store.kind=memory", LIBRARIES);
        return open(
                config,
                rules,
                lease,
                () -> process.isResolvable() ? process.get().address() : null);
    }

    /**
     * Opens the database.
     *
     * @param address supplies the address at which peers reach this process, for each run; null if it is not known
     */
    static JdbcStore open(StoreConfig config, StoreRules rules, Duration lease, Supplier<@Nullable String> address) {
        OwnerProcess owner = new OwnerProcess(UUID.randomUUID().toString(), address, lease.toMillis(), true);
        return new JdbcStore(PostgresConnections.open(config), owner, rules);
    }
}
