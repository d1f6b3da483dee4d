package io.agencyswarm.store;

import java.time.Duration;
import java.util.Map;

class MemoryStoreContractTest extends StoreContract {

    private final SetClock clock = new SetClock();

    @Override
    public Store newStore(Map<String, String> settings) {
        return clock.store(settings);
    }

    @Override
    public void passTime(Store store, Duration time) {
        clock.pass(time);
    }
}
