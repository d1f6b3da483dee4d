package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/** The service where two runs are a crowd, large requests come one at a time, and long talks are not kept. */
public class CrowdedProfile extends ServiceProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("agency-swarm.limits.concurrent-runs", "2");
        overrides.put("agency-swarm.limits.run-bytes", "20000");
        overrides.put("agency-swarm.limits.request-bytes", "100000");
        return overrides;
    }
}
