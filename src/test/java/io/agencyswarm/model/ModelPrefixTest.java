package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelPrefixTest {

    private record Named(String prefix) implements ModelClient {
        @Override
        public ModelStream open(ModelRequest request) {
            throw new AssertionError("nobody asks");
        }
    }

    @Test
    void clients_withOnePrefix_areRefusedWithTheFix() {
        List<ModelClient> duplicates = List.of(new Named("lab/"), new Named(""), new Named("lab/"));

        assertThatThrownBy(() -> ModelRouter.rejectDuplicates(duplicates))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the prefix \"lab/\"")
                .hasMessageContaining("agency-swarm.models.<name>")
                .hasMessageContaining("Give one of them another name.");
    }

    @Test
    void clients_withPrefixesThatBeginAlike_areFine() {
        assertThatCode(() ->
                        ModelRouter.rejectDuplicates(List.of(new Named("lab/"), new Named("lab"), new Named("lab-2/"))))
                .doesNotThrowAnyException();
    }
}
