package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunsConfig;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreConfig;
import io.agencyswarm.store.ThreadsConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Opens the store in a SQLite file. */
@Singleton
class EmbeddedStoreFactory implements Store.Factory {

    private final StoreConfig config;
    private final StoreLimits limits;

    EmbeddedStoreFactory(StoreConfig config, RunsConfig runs, ThreadsConfig threads) {
        this.config = config;
        this.limits = StoreLimits.of(runs, threads);
    }

    @Override
    public StoreConfig.Kind kind() {
        return StoreConfig.Kind.EMBEDDED;
    }

    @Override
    public Store open() {
        return open(config, limits, Clock.systemUTC());
    }

    /** Opens the file. Runs that were not over when its last process ended are over then. */
    static JdbcStore open(StoreConfig config, StoreLimits limits, Clock clock) {
        RowOwner owner = new RowOwner(UUID.randomUUID().toString(), () -> null, null);
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
