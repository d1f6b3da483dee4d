package io.agencyswarm.service.access;

import io.agencyswarm.testing.OidcResource;
import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with an OpenID Connect provider, without its own token, and with a role for each part. */
public class OidcProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "oidc-tests", "true",
                "service-tests.agencies", "true",
                "service-tests.threads", "true",
                "agency-swarm.auth.roles.team", "manager,developer",
                "agency-swarm.auth.roles.Night_Shift", "watchman",
                "agency-swarm.auth.tool-roles", "mechanic",
                "agency-swarm.auth.log-roles", "auditor",
                "agency-swarm.logging.enabled", "true",
                "agency-swarm.logging.dir", "target/oidc-logs");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedModelResource.class), new TestResourceEntry(OidcResource.class));
    }
}
