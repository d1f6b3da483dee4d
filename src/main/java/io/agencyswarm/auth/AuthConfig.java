package io.agencyswarm.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Roles that callers need. The holder of the service's own token needs none. */
@ConfigMapping(prefix = "agency-swarm.auth")
public interface AuthConfig {

    /**
     * Whether the start is refused where the service would be open to everyone. If this is {@code false}, the log has a
     * warning instead.
     */
    @WithDefault("false")
    boolean required();

    /**
     * For each agency, the roles of which a caller needs at least one. By default every authenticated caller may use an
     * agency.
     */
    Map<String, Set<String>> roles();

    /**
     * The roles of which a caller needs at least one to call served tools, under {@code /tool/} and on the MCP server.
     * By default every authenticated caller may.
     */
    Optional<Set<String>> toolRoles();

    /** The roles of which a caller needs at least one to fetch logs. By default every authenticated caller may. */
    Optional<Set<String>> logRoles();
}
