package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/**
 * The service with its MCP server turned on, and the tools of the protocol's conformance suite. It can be reached from
 * other machines, and keeps no frames of runs that have ended.
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
