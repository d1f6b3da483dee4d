package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/**
 * The service with a maximum of two runs and of one large request, short timeouts for bodies, and small threads; with
 * HTTP/2 and MCP.
 */
public class CrowdedProfile extends ServiceProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("agency-swarm.limits.concurrent-runs", "2");
        overrides.put("agency-swarm.limits.run-bytes", "20000");
        overrides.put("agency-swarm.limits.request-bytes", "100000");
        overrides.put("agency-swarm.limits.body-idle-timeout", "700ms");
        overrides.put("agency-swarm.limits.body-timeout", "2s");
        overrides.put("agency-swarm.mcp-server.enabled", "true");
        overrides.put("quarkus.http.http2", "true");
        return overrides;
    }
}
