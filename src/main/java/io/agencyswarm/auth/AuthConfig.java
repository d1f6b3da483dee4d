package io.agencyswarm.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may use the service. The service's own token needs no role. */
@ConfigMapping(prefix = "agency-swarm.auth")
public interface AuthConfig {

    /**
     * Whether the service refuses to start if it would be open to everyone. If {@code false}, it logs a warning
     * instead.
     */
    @WithDefault("false")
    boolean required();

    /**
     * For each agency, the roles that may use it. A caller needs at least one of them. By default every authenticated
     * caller may use an agency.
     */
    Map<String, Set<String>> roles();

    /**
     * The roles that may call served tools, under {@code /tool/} and on the MCP server. A caller needs at least one of
     * them. By default every authenticated caller may call them.
     */
    Optional<Set<String>> toolRoles();

    /**
     * The roles that may fetch logs. A caller needs at least one of them. By default every authenticated caller may
     * fetch logs.
     */
    Optional<Set<String>> logRoles();
}
