package io.agencyswarm.tool.mcp;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings of a server, read as the application reads them. */
final class Settings {

    private Settings() {}

    /**
     * The settings of one server.
     *
     * @param settings the settings by their keys after the server's name
     */
    static McpConfig of(String server, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((key, value) -> properties.put("agency-swarm.mcp." + server + "." + key, value));
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(McpConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 1_000))
                .build()
                .getConfigMapping(McpConfig.class);
    }
}
