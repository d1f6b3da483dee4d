package io.agencyswarm.service.observe;

import io.agencyswarm.service.ServiceProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service with traces, their collector, and the production log in a file. */
public class TracedProfile extends ServiceProfile {

    public static final String LOG = "target/service-logs/traced.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("quarkus.otel.sdk.disabled", "false");
        config.put("quarkus.otel.bsp.schedule.delay", "100ms");
        config.put("service-tests.spans", "true");
        config.put("quarkus.log.file.enabled", "true");
        config.put("quarkus.log.file.path", LOG);
        config.put("quarkus.log.file.json.enabled", "true");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        List<TestResourceEntry> resources = new ArrayList<>(super.testResources());
        resources.add(new TestResourceEntry(Collector.class));
        return resources;
    }
}
