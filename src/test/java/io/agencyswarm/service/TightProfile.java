package io.agencyswarm.service;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with limits that a test can reach, and with the strictest access settings. */
public class TightProfile implements QuarkusTestProfile {

    /** The token of clients. */
    public static final String TOKEN = "a secret";

    /** The allowed origins. */
    public static final String ORIGIN = "https://one.example";

    public static final String OTHER_ORIGIN = "https://two.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("service-tests.agencies", "true"),
                Map.entry("APP_TOKEN", TOKEN),
                Map.entry("agency-swarm.open-docs", "false"),
                Map.entry("agency-swarm.cors-origins", ORIGIN + "," + OTHER_ORIGIN),
                Map.entry("quarkus.http.limits.max-body-size", "64K"),
                Map.entry("agency-swarm.model.read-timeout", "1s"),
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
