package io.agencyswarm.service;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with each limit so low that a test can reach it, and with as little open to the world as can be. */
public class TightProfile implements QuarkusTestProfile {

    /** What clients have to prove. */
    static final String TOKEN = "a secret";

    /** The origins that browsers may come from. */
    static final String ORIGIN = "https://one.example";

    static final String OTHER_ORIGIN = "https://two.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("service-tests.agencies", "true"),
                Map.entry("APP_TOKEN", TOKEN),
                Map.entry("agency-swarm.open-docs", "false"),
                Map.entry("agency-swarm.cors-origins", ORIGIN + "," + OTHER_ORIGIN),
                Map.entry("quarkus.http.limits.max-body-size", "64K"),
                Map.entry("agency-swarm.openai.read-timeout", "1s"),
                Map.entry("agency-swarm.cancel-timeout", "300ms"),
                Map.entry("agency-swarm.stream.stall-timeout", "1s"),
                Map.entry("agency-swarm.limits.model-requests", "6"),
                Map.entry("agency-swarm.limits.delegation-depth", "2"),
                Map.entry("agency-swarm.limits.tool-time", "2s"),
                Map.entry("agency-swarm.limits.tools", "1"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class));
    }
}
