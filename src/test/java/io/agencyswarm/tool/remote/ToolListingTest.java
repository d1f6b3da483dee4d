package io.agencyswarm.tool.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolListingTest {

    @ConfigMapping(prefix = "lab")
    interface LabConfig extends ServerConfig {}

    private static ToolListing listing(String key, String pattern) {
        ServerConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(LabConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("lab." + key, pattern), "test", 1_000))
                .build()
                .getConfigMapping(LabConfig.class);
        return new ToolListing("Lab", "lab.", config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_all", "delete\nall", "delete\r\nall", "delete\u2028all", "delete"})
    void accepts_nameThatBeginsAsAnExcludedOne_isFalse(String name) {
        assertThat(listing("tools.exclude", "delete*").accepts(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undelete", "Delete"})
    void accepts_anotherName_isTrue(String name) {
        assertThat(listing("tools.exclude", "delete*").accepts(name)).isTrue();
    }
}
