package io.agencyswarm.devui;

import java.util.Map;

/** The beans of dev mode, in a service with a token and the AG-UI build. */
public class DevTokenProfile extends DevProfile {

    public static final String TOKEN = "a secret";

    @Override
    public String getConfigProfile() {
        return "agui,dev,test";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("APP_TOKEN", TOKEN);
    }
}
