package io.agencyswarm.devui;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The beans of dev mode, with the offline model instead of a model whose provider runs tools. */
public class DevProfile implements QuarkusTestProfile {

    /** The log as people read it. */
    public static final String LOG = "target/service-logs/dev.log";

    @Override
    public String getConfigProfile() {
        return "dev,test";
    }

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
