package io.agencyswarm.service.store;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with a thread store, before its restart. */
public class ThreadsFirstProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "service-tests.threads", "true",
                "service-tests.agencies", "true",
                "agency-swarm.limits.run-time", "3s",
                "agency-swarm.limits.answer-bytes", "200000",
                "agency-swarm.limits.calls-per-turn", "3",
                "agency-swarm.client-config.allowed-hosts", "allowed.example,127.0.0.1:9");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class));
    }
}
