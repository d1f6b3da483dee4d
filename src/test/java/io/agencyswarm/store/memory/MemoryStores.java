package io.agencyswarm.store.memory;

import io.agencyswarm.store.SetClock;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreSettings;
import java.util.Map;

/** Opens stores in memory whose clocks tests move. */
public final class MemoryStores {

    private MemoryStores() {}

    /** Returns an empty store with the defaults except for these keys. */
    public static Store open(SetClock clock, Map<String, String> settings) {
        StoreSettings read = StoreSettings.of(settings);
        return new MemoryStore(read.store(), read.runs(), read.threads(), clock::instant, clock::nanos);
    }
}
