package io.agencyswarm.store;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The settings of a store with their defaults, read as the service reads them. */
public record StoreSettings(StoreConfig store, StoredRunsConfig runs, ThreadsConfig threads) {

    /** Returns the defaults except for these keys. */
    public static StoreSettings of(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(StoreConfig.class)
                .withMapping(StoredRunsConfig.class)
                .withMapping(ThreadsConfig.class)
                .withMappingIgnore("agency-swarm.**")
                .withSources(new PropertiesConfigSource(settings, "test", 1_000))
                .build();
        return new StoreSettings(
                config.getConfigMapping(StoreConfig.class),
                config.getConfigMapping(StoredRunsConfig.class),
                config.getConfigMapping(ThreadsConfig.class));
    }
}
