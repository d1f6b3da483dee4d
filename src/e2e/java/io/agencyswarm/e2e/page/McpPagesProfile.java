package io.agencyswarm.e2e.page;

import io.agencyswarm.devui.DevProfile;
import io.agencyswarm.testing.McpTestResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of dev mode, with agencies that use MCP servers. */
public class McpPagesProfile extends DevProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("mcp-tests", "true");
        settings.put("agency-swarm.playground.enabled", "true");
        settings.put("agency-swarm.offline", "always");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(McpTestResource.class));
    }
}
