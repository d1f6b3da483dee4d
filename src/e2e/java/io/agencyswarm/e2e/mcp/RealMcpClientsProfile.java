package io.agencyswarm.e2e.mcp;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The offline model, and an MCP server with the tools of the protocol's conformance suite. */
public class RealMcpClientsProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "agency-swarm.mcp-server.enabled", "true",
                "mcp-scenario-tools", "true",
                "agency-swarm.offline", "always");
    }
}
