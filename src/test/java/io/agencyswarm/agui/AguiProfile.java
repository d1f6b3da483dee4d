package io.agencyswarm.agui;

import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The AG-UI build with logs, a scripted model and the agency of these tests. */
public class AguiProfile implements QuarkusTestProfile {

    @Override
    public String getConfigProfile() {
        return "agui,test";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "agui-tests.agencies", "true",
                // Tests have a separate model server, on another port of this machine than the service's.
                "agency-swarm.client-config.allowed-hosts", "public,127.0.0.1",
                "agency-swarm.logging.enabled", "true",
                "agency-swarm.logging.dir", "target/agui-logs");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class));
    }
}
