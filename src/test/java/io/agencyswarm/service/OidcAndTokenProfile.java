package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/** The service with an OpenID Connect provider, its own token and an MCP server. */
public class OidcAndTokenProfile extends OidcProfile {

    /** The token of other clients. */
    static final String TOKEN = "a secret";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("APP_TOKEN", TOKEN);
        config.put("agency-swarm.mcp-server.enabled", "true");
        return config;
    }
}
