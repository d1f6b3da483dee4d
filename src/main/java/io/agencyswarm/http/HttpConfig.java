package io.agencyswarm.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What clients see of the service, and how it treats them. */
@ConfigMapping(prefix = "agency-swarm")
public interface HttpConfig {

    /** The environment variable that holds the token; while that is not set, the service is open. */
    @WithDefault("APP_TOKEN")
    String appTokenEnv();

    /**
     * The origins whose pages may use the service; named ones may send credentials, {@code *} is every origin. A value
     * between slashes is a regular expression. By default {@code *} where there is a token or a provider of tokens;
     * else the service's own origin and localhost, and requests with another {@code Origin} get 403.
     */
    Optional<List<String>> corsOrigins();

    /**
     * Whether the server answers nothing but this service, so that the token, CORS and the form of errors are for each
     * path. In an application that has agencies besides, they are for the paths of the agencies.
     */
    @WithDefault("false")
    boolean wholeServer();

    /** The address that the OpenAPI document names; by default the one that it was asked from. */
    Optional<String> serverUrl();

    /** Whether clients may see the agents' instructions and tools in the model's own events. */
    @WithDefault("false")
    boolean showPrompts();

    /** Whether the OpenAPI document and its pages are open while a token is set. */
    @WithDefault("true")
    boolean openDocs();

    /** How long a cancel waits for its run to stop. With zero it does not wait. */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s and 1 day, but is ${validatedValue}")
    Duration cancelTimeout();

    /** The page at {@code /} on which people try the agencies. */
    Playground playground();

    /** See {@link #playground()}. */
    interface Playground {

        /** Whether there is such a page; by default in dev mode only. */
        @WithDefault("false")
        boolean enabled();
    }
}
