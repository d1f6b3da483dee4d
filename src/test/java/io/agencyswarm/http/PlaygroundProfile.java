package io.agencyswarm.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service with the playground and a token, as it may run in production. */
public class PlaygroundProfile implements QuarkusTestProfile {

    /** What clients have to prove. */
    static final String TOKEN = "a secret";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("agency-swarm.playground.enabled", "true", "APP_TOKEN", TOKEN);
    }
}
