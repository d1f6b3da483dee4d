package io.agencyswarm.mcpserver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The server of the Model Context Protocol. */
@ConfigMapping(prefix = "agency-swarm.mcp-server")
public interface McpServerConfig {

    /** Whether the served tools and the agencies are tools of the Model Context Protocol, at {@code /mcp}. */
    @WithDefault("false")
    boolean enabled();
}
