package io.agencyswarm.contract;

import java.util.HashMap;
import java.util.Map;

/** The configuration of the recordings in production: with a token, the playground, and the service's address. */
public class TokenProfile extends ContractProfile {

    /** The address that clients use. */
    public static final String ADDRESS = "https://agents.example.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("APP_TOKEN", "secret");
        config.put("agency-swarm.playground.enabled", "true");
        config.put("agency-swarm.server-url", ADDRESS + "/api");
        return config;
    }
}
