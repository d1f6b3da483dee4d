package io.agencyswarm.store.jdbc;

import io.agencyswarm.optional.OptionalLibrary;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreConfig;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredRunsConfig;
import io.agencyswarm.store.ThreadsConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens the store in a SQLite file. */
@Singleton
class EmbeddedStoreFactory implements Store.StoreFactory {

    private static final Logger LOG = Logger.getLogger(EmbeddedStoreFactory.class);

    private static final String SETTING = "agency-swarm.store.kind=embedded";
    private static final List<OptionalLibrary> LIBRARIES = List.of(OptionalLibrary.SQLITE, OptionalLibrary.FLYWAY);

    private final StoreConfig config;
    private final StoreRules rules;
    private final Duration lease;
    private final Instance<Store.StoreFactory> factories;

    EmbeddedStoreFactory(
            StoreConfig config,
            StoredRunsConfig runsConfig,
            ThreadsConfig threadsConfig,
            @Any Instance<Store.StoreFactory> factories) {
        this.config = config;
        this.factories = factories;
        this.rules = StoreRules.of(runsConfig, threadsConfig);
        this.lease = runsConfig.lease();
    }

    @Override
    public StoreConfig.StoreKind kind() {
        return StoreConfig.StoreKind.EMBEDDED;
    }

    /**
     * Opens the file. In dev mode, where this kind is the default, an application without these libraries gets the
     * in-memory store instead.
     */
    @Override
    public Store open() {
        Optional<String> missing = LaunchMode.current() == LaunchMode.DEVELOPMENT
                ? OptionalLibrary.missing(SETTING, LIBRARIES)
                : Optional.empty();
        if (missing.isPresent()) {
            LOG.infof("Runs and threads are kept in memory until the next reload: %s.", missing.get());
            return factories.stream()
                    .filter(factory -> factory.kind() == StoreConfig.StoreKind.MEMORY)
                    .findFirst()
                    .orElseThrow()
                    .open();
        }
        OptionalLibrary.require(SETTING, "set agency-swarm.store.kind=memory", LIBRARIES);
        return open(config, rules, lease, Clock.systemUTC());
    }

    /** Opens the file. Runs that were live when the last process ended are ended. */
    static JdbcStore open(StoreConfig config, StoreRules rules, Duration lease, Clock clock) {
        OwnerProcess owner = new OwnerProcess(UUID.randomUUID().toString(), () -> null, lease.toMillis(), false);
        JdbcStore store = new JdbcStore(SqliteConnections.open(config, clock), owner, rules);
        try {
            store.endAll();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
