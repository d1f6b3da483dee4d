package io.agencyswarm.service.cluster;

import io.agencyswarm.service.ServiceProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service with stubs as peers, with short timeouts and small responses. */
public class PeersProfile extends ServiceProfile {

    /** The maximum number of readers. */
    static final int READERS = 3;

    @Override
    public String getConfigProfile() {
        return "forwarding,test";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("agency-swarm.cancel-timeout", "1s");
        settings.put("agency-swarm.cluster.answer-timeout", "2s");
        settings.put("agency-swarm.cluster.max-answer-bytes", "65536");
        settings.put("agency-swarm.runs.readers", "" + READERS);
        settings.put("agency-swarm.stream.keep-alive", "500ms");
        settings.put("agency-swarm.stream.stall-timeout", "3s");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(super.testResources().getFirst(), new TestResourceEntry(PeersResource.class));
    }
}
