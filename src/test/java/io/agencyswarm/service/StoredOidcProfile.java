package io.agencyswarm.service;

import io.agencyswarm.testing.OidcResource;
import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with an OpenID Connect provider, stored threads, and agencies whose names need escaping in settings. */
public class StoredOidcProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("oidc-tests", "true", "service-tests.agencies", "true", "auth-tests", "true");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class), new TestResourceEntry(OidcResource.class));
    }
}
