package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/**
 * The service with the MCP server enabled and with the tools of the protocol's conformance suite. It listens on all
 * addresses and stores no frames of finished runs.
 */
public class McpServerProfile extends ServiceProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("agency-swarm.mcp-server.enabled", "true");
        overrides.put("quarkus.http.host", "0.0.0.0");
        overrides.put("mcp-scenario-tools", "true");
        overrides.put("agency-swarm.runs.replay-time", "0s");
        return overrides;
    }
}
