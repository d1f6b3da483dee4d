package io.agencyswarm.http.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The service: its token, its pages, and the paths to which they apply. */
@ConfigMapping(prefix = "agency-swarm")
public interface HttpConfig {

    /**
     * The name of the environment variable that holds the token. While that variable is not set, the service is open.
     */
    @WithDefault("APP_TOKEN")
    String appTokenEnv();

    /**
     * The origins whose pages may use the service. Named origins may send credentials; {@code *} stands for every
     * origin; a value between slashes is a regular expression. By default {@code *} if there is a token or an OpenID
     * Connect provider. Without either, the default is the service's own origin and localhost, and requests of other
     * origins are answered with 403.
     */
    Optional<List<String>> corsOrigins();

    /**
     * Whether this server serves the agencies only, so that the token, CORS and the format of errors apply to every
     * path. If {@code false}, they apply to the paths of the agencies.
     */
    @WithDefault("false")
    boolean wholeServer();

    /** Whether the OpenAPI document and its pages need no token. */
    @WithDefault("true")
    boolean openDocs();

    /** The page for trying the agencies. */
    Playground playground();

    /** See {@link #playground()}. */
    interface Playground {

        /** Whether the playground is served. */
        @WithDefault("false")
        boolean enabled();
    }
}
