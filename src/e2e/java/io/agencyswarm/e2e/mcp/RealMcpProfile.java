package io.agencyswarm.e2e.mcp;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The offline model, and an agent with the tools of {@link RealMcpServers}. */
public class RealMcpProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("real-mcp-tests", "true", "agency-swarm.offline", "always");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(RealMcpServers.class));
    }
}
