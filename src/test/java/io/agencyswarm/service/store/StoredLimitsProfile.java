package io.agencyswarm.service.store;

import io.agencyswarm.service.ServiceProfile;
import java.util.HashMap;
import java.util.Map;

/** The service with low limits for stored runs and threads, where every caller with the token may list them. */
public class StoredLimitsProfile extends ServiceProfile {

    /** The token of clients. */
    static final String TOKEN = "a secret";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("APP_TOKEN", TOKEN);
        overrides.put("agency-swarm.limits.concurrent-runs", "4");
        overrides.put("agency-swarm.limits.request-bytes", "100000");
        overrides.put("agency-swarm.runs.replay-bytes", "65536");
        overrides.put("agency-swarm.runs.rejoin-time", "400ms");
        overrides.put("agency-swarm.runs.readers", "3");
        overrides.put("agency-swarm.threads.max-bytes", "20000");
        overrides.put("agency-swarm.threads.max-caller-bytes", "200000");
        overrides.put("agency-swarm.threads.list-all", "true");
        return overrides;
    }
}
