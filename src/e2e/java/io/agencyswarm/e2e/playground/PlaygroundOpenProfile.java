package io.agencyswarm.e2e.playground;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The demo agencies on the offline model, with the playground. */
public class PlaygroundOpenProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("agency-swarm.playground.enabled", "true", "agency-swarm.offline", "always");
    }
}
