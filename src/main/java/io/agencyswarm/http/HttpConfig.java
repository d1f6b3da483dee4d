package io.agencyswarm.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What clients see of the service, and how it treats them. */
@ConfigMapping(prefix = "agency-swarm")
public interface HttpConfig {

    /** The environment variable that holds the token; while that is not set, the service is open. */
    @WithDefault("APP_TOKEN")
    String appTokenEnv();

    /** Where browsers may come from; named origins may send credentials. Quarkus's CORS settings are made of it. */
    @WithDefault("*")
    List<String> corsOrigins();

    /** The address that the OpenAPI document names; by default the one that it was asked from. */
    Optional<String> serverUrl();

    /** Whether clients may see the agents' instructions and tools in the model's own events. */
    @WithDefault("false")
    boolean showPrompts();

    /** Whether the OpenAPI document and its pages are open while a token is set. */
    @WithDefault("true")
    boolean openDocs();

    /** Streams to clients. */
    @WithName("stream")
    Stream stream();

    /** How long a cancel waits for its run to stop. */
    @WithDefault("60s")
    Duration cancelTimeout();

    /** Streams to clients. */
    interface Stream {

        /** The longest silence; past it a comment is sent, so that proxies keep the stream open. 0 turns it off. */
        @WithDefault("15s")
        Duration keepAlive();

        /** How long a client may read nothing before its run is cancelled; 0 lets it. */
        @WithDefault("60s")
        Duration stallTimeout();
    }
}
