package io.agencyswarm.service.model;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with a token and open documentation, and with a faulty model server. */
public class OddModelProfile implements QuarkusTestProfile {

    /** The token of clients. */
    static final String TOKEN = "another secret";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "APP_TOKEN", TOKEN,
                "agency-swarm.limits.run-time", "2500ms",
                // Few runs, so that a leaked place is noticed: later requests would get 429.
                "agency-swarm.limits.concurrent-runs", "4",
                "agency-swarm.limits.request-bytes", "60000000");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OddModelServer.class));
    }
}
