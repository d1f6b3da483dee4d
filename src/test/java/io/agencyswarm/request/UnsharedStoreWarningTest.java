package io.agencyswarm.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnsharedStoreWarningTest {

    @Test
    void warning_ofPodsWithStoresOfTheirOwn_namesBothSettings() {
        assertThat(UnsharedStoreWarning.warning(true, false))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("agency-swarm.cluster.peers")
                        .contains("agency-swarm.store.kind=postgresql"));
    }

    @Test
    void warning_whereNothingIsAmiss_isEmpty() {
        assertThat(UnsharedStoreWarning.warning(true, true)).isEmpty();
        assertThat(UnsharedStoreWarning.warning(false, false)).isEmpty();
        assertThat(UnsharedStoreWarning.warning(false, true)).isEmpty();
    }
}
