package io.agencyswarm.service.model;

import io.agencyswarm.testing.HostedModel;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with its default limits, prompts shown, and a model whose provider runs tools. */
public class HostedProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hosted-tests.agencies",
                "true",
                "agency-swarm.show-prompts",
                "true",
                "quarkus.log.file.enabled",
                "true",
                "quarkus.log.file.path",
                LOG,
                "quarkus.log.file.json.enabled",
                "false");
    }

    /** The log in text format. */
    static final String LOG = "target/service-logs/hosted.log";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(HostedModel.class));
    }
}
