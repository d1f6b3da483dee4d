package io.agencyswarm.service;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** What is off or otherwise by default, switched the other way. */
public class ChoicesProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "service-tests.mirror", "true",
                "agency-swarm.show-prompts", "true",
                "agency-swarm.stream.keep-alive", "0s",
                "agency-swarm.stream.stall-timeout", "0s",
                "agency-swarm.model-prices", "prices-of-the-test.json",
                "agency-swarm.default-model", "mirror/plain");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class));
    }
}
