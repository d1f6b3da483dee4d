package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunsConfig;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreConfig;
import io.agencyswarm.store.ThreadsConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens the store in a SQLite file. */
@Singleton
class EmbeddedStoreFactory implements Store.StoreFactory {

    private static final Logger LOG = Logger.getLogger(EmbeddedStoreFactory.class);

    private final StoreConfig config;
    private final StoreLimits limits;
    private final Duration lease;
    private final Instance<Store.StoreFactory> factories;

    EmbeddedStoreFactory(
            StoreConfig config, RunsConfig runs, ThreadsConfig threads, @Any Instance<Store.StoreFactory> factories) {
        this.config = config;
        this.factories = factories;
        this.limits = StoreLimits.of(runs, threads);
        this.lease = runs.lease();
    }

    @Override
    public StoreConfig.StoreKind kind() {
        return StoreConfig.StoreKind.EMBEDDED;
    }

    /** In dev mode, where this is the default, an application without SQLite's driver gets the store in memory instead. */
    @Override
    public Store open() {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT && !JdbcDrivers.has(SqliteStores.DRIVER)) {
            LOG.warn("Runs and threads are kept in memory until the next reload. To keep them in the file of"
                    + " agency-swarm.store.path, add the dependency " + SqliteStores.ARTIFACT + ".");
            return factories.stream()
                    .filter(factory -> factory.kind() == StoreConfig.StoreKind.MEMORY)
                    .findFirst()
                    .orElseThrow()
                    .open();
        }
        return open(config, limits, lease, Clock.systemUTC());
    }

    /** Opens the file. Runs that were not over when its last process ended are over then. */
    static JdbcStore open(StoreConfig config, StoreLimits limits, Duration lease, Clock clock) {
        RowOwner owner = new RowOwner(UUID.randomUUID().toString(), () -> null, lease.toMillis(), false);
        JdbcStore store = new JdbcStore(SqliteStores.open(config, clock), owner, limits);
        try {
            store.endAll();
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
