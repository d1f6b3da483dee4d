package io.agencyswarm.service.model;

import io.agencyswarm.service.observe.TracedProfile;
import java.util.HashMap;
import java.util.Map;

/** Settings with values other than their defaults; with the traces of {@link TracedProfile}. */
public class ChoicesProfile extends TracedProfile {

    public static final String LOG = "target/service-logs/choices.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("service-tests.mirror", "true");
        config.put("agency-swarm.show-prompts", "true");
        config.put("agency-swarm.stream.keep-alive", "0s");
        config.put("agency-swarm.stream.stall-timeout", "0s");
        config.put("agency-swarm.model-prices", "prices-of-the-test.json");
        config.put("agency-swarm.default-model", "mirror/plain");
        config.put("agency-swarm.telemetry.content", "true");
        config.put("agency-swarm.telemetry.run-log", "false");
        config.put("quarkus.log.file.path", LOG);
        return config;
    }
}
