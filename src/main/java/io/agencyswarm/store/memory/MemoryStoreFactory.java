package io.agencyswarm.store.memory;

import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreConfig;
import io.agencyswarm.store.StoredRunsConfig;
import io.agencyswarm.store.ThreadsConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Opens the in-memory store. */
@Singleton
class MemoryStoreFactory implements Store.StoreFactory {

    private final StoreConfig storeConfig;
    private final StoredRunsConfig runsConfig;
    private final ThreadsConfig threadsConfig;

    @Inject
    MemoryStoreFactory(StoreConfig storeConfig, StoredRunsConfig runsConfig, ThreadsConfig threadsConfig) {
        this.storeConfig = storeConfig;
        this.runsConfig = runsConfig;
        this.threadsConfig = threadsConfig;
    }

    @Override
    public StoreConfig.StoreKind kind() {
        return StoreConfig.StoreKind.MEMORY;
    }

    @Override
    public Store open() {
        return new MemoryStore(storeConfig, runsConfig, threadsConfig);
    }
}
