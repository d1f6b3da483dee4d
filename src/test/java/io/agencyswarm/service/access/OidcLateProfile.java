package io.agencyswarm.service.access;

import io.agencyswarm.testing.OidcResource;
import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with a provider that is not available at start, and is asked for each unknown key. */
public class OidcLateProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.oidc.token.forced-jwk-refresh-interval", "0s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(ScriptedModelResource.class),
                new TestResourceEntry(OidcResource.class, Map.of("late", "true")));
    }
}
