package io.agencyswarm.service;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with a token and its documentation open, and a model's server that does what no real one should. */
public class OddModelProfile implements QuarkusTestProfile {

    /** What clients have to prove. */
    static final String TOKEN = "another secret";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "APP_TOKEN", TOKEN,
                "agency-swarm.limits.run-time", "2500ms",
                // So few that what a run leaves behind is felt: the next ones get 429.
                "agency-swarm.limits.concurrent-runs", "4",
                "agency-swarm.limits.request-bytes", "60000000");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OddModelServer.class));
    }
}
