package io.agencyswarm.service.host;

import io.agencyswarm.service.ServiceProfile;
import java.util.HashMap;
import java.util.Map;

/** A host application with agencies, and with its own pages, origins and errors. */
public class HostProfile extends ServiceProfile {

    /** The token of the agencies. */
    static final String TOKEN = "for agencies";

    /** The origin whose pages may use the application with cookies. */
    static final String ORIGIN = "https://shop.example";

    @Override
    public String getConfigProfile() {
        return "host-page,test";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("agency-swarm.whole-server", "false");
        overrides.put("agency-swarm.playground.enabled", "true");
        overrides.put("APP_TOKEN", TOKEN);
        overrides.put("agency-swarm.mcp-server.enabled", "true");
        overrides.put("quarkus.http.cors.enabled", "true");
        overrides.put("quarkus.http.cors.origins", ORIGIN);
        overrides.put("quarkus.http.cors.access-control-allow-credentials", "true");
        return overrides;
    }
}
