package io.agencyswarm.service.access;

import io.agencyswarm.testing.McpTestResource;
import io.agencyswarm.testing.OpenApiResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The service with an OpenID Connect provider and its own token, as a server and a client of MCP and a client of APIs
 * with OpenAPI documents. It stores threads itself, and serves agencies whose names need escaping in settings.
 */
public class OidcAndTokenProfile extends OidcProfile {

    /** The token of other clients. */
    static final String TOKEN = "a secret";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("APP_TOKEN", TOKEN);
        config.put("agency-swarm.mcp-server.enabled", "true");
        config.put("service-tests.threads", "false");
        config.put("auth-tests", "true");
        config.put("mcp-tests", "true");
        config.put("openapi-tests", "true");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        List<TestResourceEntry> resources = new ArrayList<>(super.testResources());
        resources.add(new TestResourceEntry(McpTestResource.class));
        resources.add(new TestResourceEntry(OpenApiResource.class));
        return resources;
    }
}
