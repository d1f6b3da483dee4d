package io.agencyswarm.agui;

import io.agencyswarm.testing.OidcResource;
import io.agencyswarm.testing.ScriptedModelResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The AG-UI build with an OpenID Connect provider, a role for one agency, and a maximum of two runs. */
public class AguiOidcProfile extends AguiProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        config.put("agency-swarm.auth.roles.team", "manager");
        config.put("agency-swarm.limits.concurrent-runs", "2");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class), new TestResourceEntry(OidcResource.class));
    }
}
