package io.agencyswarm.mcpserver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The MCP server. */
@ConfigMapping(prefix = "agency-swarm.mcp-server")
public interface McpServerConfig {

    /** Whether served tools and agencies are offered to MCP clients at {@code /mcp}. */
    @WithDefault("false")
    boolean enabled();
}
