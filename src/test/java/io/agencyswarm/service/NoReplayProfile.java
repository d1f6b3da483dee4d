package io.agencyswarm.service;

import java.util.HashMap;
import java.util.Map;

/** The service that keeps no frames of runs that are over. */
public class NoReplayProfile extends ServiceProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("agency-swarm.runs.replay-time", "0s");
        return overrides;
    }
}
