package io.agencyswarm.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Opens the in-memory store. */
@Singleton
class MemoryStoreFactory implements Store.StoreFactory {

    private final StoreConfig store;
    private final StoredRunsConfig runs;
    private final ThreadsConfig threads;

    @Inject
    MemoryStoreFactory(StoreConfig store, StoredRunsConfig runs, ThreadsConfig threads) {
        this.store = store;
        this.runs = runs;
        this.threads = threads;
    }

    @Override
    public StoreConfig.StoreKind kind() {
        return StoreConfig.StoreKind.MEMORY;
    }

    @Override
    public Store open() {
        return new MemoryStore(store, runs, threads);
    }
}
