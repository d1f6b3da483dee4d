package io.agencyswarm.agui;

import java.util.HashMap;
import java.util.Map;

/** The build for AG-UI where no run may take long. */
public class AguiShortRunsProfile extends AguiProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        // Long enough for a first turn on a machine that is busy with other things.
        overrides.put("agency-swarm.limits.run-time", "4s");
        return overrides;
    }
}
