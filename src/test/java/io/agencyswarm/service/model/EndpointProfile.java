package io.agencyswarm.service.model;

import io.agencyswarm.testing.EndpointServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with named servers and without a key for OpenAI. */
public class EndpointProfile implements QuarkusTestProfile {

    /** The log in text format. */
    static final String LOG = "target/service-logs/endpoints.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "endpoint-tests.agencies", "true",
                "agency-swarm.openai.api-key", "",
                "agency-swarm.default-model", "lab/small",
                "agency-swarm.model.retry.pause", "10ms",
                "agency-swarm.client-config.allowed-hosts", "any",
                "agency-swarm.files.allowed-local-dirs", "target/endpoint-files",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG,
                "quarkus.log.file.json.enabled", "false");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EndpointServer.class));
    }
}
