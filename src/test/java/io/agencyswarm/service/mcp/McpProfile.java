package io.agencyswarm.service.mcp;

import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.McpTestResource;
import io.agencyswarm.testing.OpenApiResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The service as an MCP server with the tools of the protocol's conformance suite, and as a client of MCP servers and
 * of APIs with OpenAPI documents. It listens on all addresses and stores no frames of finished runs.
 */
public class McpProfile extends ServiceProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("agency-swarm.mcp-server.enabled", "true");
        overrides.put("quarkus.http.host", "0.0.0.0");
        overrides.put("mcp-scenario-tools", "true");
        overrides.put("agency-swarm.runs.replay-time", "0s");
        overrides.put("mcp-tests", "true");
        overrides.put("openapi-tests", "true");
        // So long that the tests in which a client leaves a silent stream get its head by the first comment only.
        overrides.put("agency-swarm.stream.keep-alive", "10m");
        return overrides;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                super.testResources().getFirst(),
                new TestResourceEntry(McpTestResource.class),
                new TestResourceEntry(OpenApiResource.class));
    }
}
