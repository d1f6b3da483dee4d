package io.agencyswarm.service.run;

import io.agencyswarm.service.ServiceProfile;
import java.util.HashMap;
import java.util.Map;

/** The service with a shutdown timeout of 2.5 seconds, of which the last 0.5 are for the final frames; with HTTP/2. */
public class GracefulShutdownProfile extends ServiceProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("quarkus.shutdown.timeout", "2500ms");
        overrides.put("quarkus.http.http2", "true");
        overrides.put("agency-swarm.mcp-server.enabled", "true");
        return overrides;
    }
}
