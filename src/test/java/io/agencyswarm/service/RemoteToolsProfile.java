package io.agencyswarm.service;

import io.agencyswarm.testing.McpTestResource;
import io.agencyswarm.testing.OpenApiResource;
import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with the tests' MCP servers and OpenAPI documents. */
public class RemoteToolsProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("mcp-tests", "true", "openapi-tests", "true");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(ScriptedModelResource.class),
                new TestResourceEntry(McpTestResource.class),
                new TestResourceEntry(OpenApiResource.class));
    }
}
