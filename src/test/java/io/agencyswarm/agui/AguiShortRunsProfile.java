package io.agencyswarm.agui;

import java.util.HashMap;
import java.util.Map;

/** The AG-UI build with a short maximum duration of runs. */
public class AguiShortRunsProfile extends AguiProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        // Long enough for a first turn on a busy machine.
        overrides.put("agency-swarm.limits.run-time", "4s");
        return overrides;
    }
}
