package io.agencyswarm.tool.openapi;

import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.ToolServerPool;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Creates APIs with the settings of a test. */
@Singleton
class TestApis {

    @Inject
    ToolServerPool http;

    @Inject
    CallerTokens tokens;

    /**
     * The API {@code lab}.
     *
     * @param settings the settings by their keys after the prefix
     */
    ApiRegistry with(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("agency-swarm.openapi.lab." + name, value));
        return new ApiRegistry(
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(ApiToolsConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 1_000))
                        .build()
                        .getConfigMapping(ApiToolsConfig.class),
                http,
                tokens);
    }
}
