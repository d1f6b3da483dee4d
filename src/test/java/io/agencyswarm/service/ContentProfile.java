package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/** As {@link TracedProfile}, with what was said. */
public class ContentProfile extends TracedProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("agency-swarm.telemetry.content", "true");
        config.put("agency-swarm.telemetry.run-log", "false");
        config.put("quarkus.log.file.path", "target/service-logs/content.log");
        return config;
    }
}
