package io.agencyswarm.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which roles callers need. The holder of the service's own token needs none. */
@ConfigMapping(prefix = "agency-swarm.auth")
public interface AuthConfig {

    /**
     * Whether the service refuses to start where it would be open to everyone; no by default, so that it warns only.
     */
    @WithDefault("false")
    boolean required();

    /**
     * By an agency's name, the roles of which a caller needs one; an agency without any is for all who are
     * authenticated.
     */
    Map<String, Set<String>> roles();

    /**
     * The roles of which a caller needs one to call served tools, under {@code /tool/} and by the MCP server; by
     * default all who are authenticated may.
     */
    Optional<Set<String>> toolRoles();

    /** The roles of which a caller needs one to fetch logs; by default all who are authenticated may. */
    Optional<Set<String>> logRoles();
}
