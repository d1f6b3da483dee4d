package io.agencyswarm.service;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service without a key, whose offline model stands in for OpenAI's. */
public class HostedOfflineProfile implements QuarkusTestProfile {

    /** The log as people read it. */
    static final String LOG = "target/service-logs/hosted-offline.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hosted-tests.agencies", "true",
                "agency-swarm.offline", "always",
                "agency-swarm.show-prompts", "true",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG,
                "quarkus.log.file.json.enabled", "false");
    }
}
