package io.agencyswarm.store.memory;

import io.agencyswarm.store.SetClock;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreContract;
import java.time.Duration;
import java.util.Map;

class MemoryStoreContractTest extends StoreContract {

    private final SetClock clock = new SetClock();

    @Override
    public Store newStore(Map<String, String> settings) {
        return MemoryStores.open(clock, settings);
    }

    @Override
    public void passTime(Store store, Duration time) {
        clock.pass(time);
    }
}
