package io.agencyswarm.service;

import io.agencyswarm.testing.McpTestResource;
import io.agencyswarm.testing.OidcResource;
import io.agencyswarm.testing.OpenApiResource;
import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** As {@link RemoteToolsProfile}, with an OpenID Connect provider and the service's own token. */
public class McpTokenProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("mcp-tests", "true", "openapi-tests", "true", "APP_TOKEN", "own-token-1");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(ScriptedModelResource.class),
                new TestResourceEntry(McpTestResource.class),
                new TestResourceEntry(OpenApiResource.class),
                new TestResourceEntry(OidcResource.class));
    }
}
