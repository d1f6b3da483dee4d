package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class StoreHealthCheckTest {

    @Test
    void check_ofAStoreThatCannotBeReached_isDownWithItsReason() {
        RecordingStore store = new RecordingStore(new SetClock());
        StoreHealthCheck check =
                new StoreHealthCheck(store, StoreSettings.of(Map.of()).store());
        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

        store.reachable = false;

        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(check.call().getData())
                .hasValueSatisfying(data -> assertThat(data).containsEntry("reason", "The store can't be reached."));
    }
}
