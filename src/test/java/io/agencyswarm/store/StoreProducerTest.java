package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreProducerTest {

    private final StoreSettings settings = StoreSettings.of(Map.of());
    private final Store.StoreFactory memory = new Store.StoreFactory() {

        @Override
        public StoreConfig.StoreKind kind() {
            return StoreConfig.StoreKind.MEMORY;
        }

        @Override
        public Store open() {
            return new RecordingStore(new SetClock());
        }
    };

    @Test
    void factory_ofAKindThatIsThere_isFound() {
        assertThat(settings.store().kind()).isEqualTo(StoreConfig.StoreKind.MEMORY);
        assertThat(StoreProducer.factory(StoreConfig.StoreKind.MEMORY, List.of(memory)))
                .isSameAs(memory);
    }

    @Test
    void factory_ofKindMissing_namesSettingAndArtifact() {
        assertThatThrownBy(() -> StoreProducer.factory(StoreConfig.StoreKind.EMBEDDED, List.of(memory)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("agency-swarm.store.kind is \"embedded\"")
                .hasMessageContaining("org.xerial:sqlite-jdbc");
        assertThatThrownBy(() -> StoreProducer.factory(StoreConfig.StoreKind.POSTGRESQL, List.of(memory)))
                .hasMessageContaining("agency-swarm.store.kind is \"postgresql\"")
                .hasMessageContaining("org.postgresql:postgresql");
    }
}
