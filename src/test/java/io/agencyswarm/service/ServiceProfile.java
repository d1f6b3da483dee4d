package io.agencyswarm.service;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with its defaults, logs, a scripted model and the agencies of these tests. */
public class ServiceProfile implements QuarkusTestProfile {

    /** The log in text format. */
    public static final String LOG = "target/service-logs/service.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "service-tests.agencies", "true",
                // Tests have separate model servers, on other ports of this machine than the service's.
                "agency-swarm.client-config.allowed-hosts", "public,127.0.0.1,localhost",
                "agency-swarm.logging.enabled", "true",
                "agency-swarm.logging.dir", "target/service-logs",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG,
                "quarkus.log.file.json.enabled", "false",
                "quarkus.log.file.filter", "agency-swarm");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class));
    }
}
