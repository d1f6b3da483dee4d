package io.agencyswarm.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.agency.AgencyCatalog;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings that would leave a door open, or shut one for good. */
@QuarkusTest
class AuthAtStartTest {

    private static final String URL = "quarkus.oidc.auth-server-url";

    @Inject
    AgencyCatalog catalog;

    /** Keeps what it is asked to create. */
    private static final class Created implements Oidc {

        private final List<OidcTenantConfig> tenants = new ArrayList<>();

        @Override
        public void create(OidcTenantConfig tenant) {
            tenants.add(tenant);
        }

        @Override
        public void createServiceApp(String authServerUrl) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void createWebApp(String authServerUrl, String clientId, String clientSecret) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void roles_forAnAgencyThatIsNotServed_stopTheStart() {
        AuthConfig config = auth(Map.of("agency-swarm.auth.roles.nobody", "admin"));

        assertThatThrownBy(() -> new Roles(config, catalog))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("agency-swarm.auth.roles.nobody is for an agency that is not served.")
                .hasMessageContaining("basic");
    }

    @Test
    void roles_empty_stopTheStart() {
        assertThatThrownBy(() -> new Roles(auth(Map.of("agency-swarm.auth.roles.basic", "")), catalog))
                .hasMessageContaining("agency-swarm.auth.roles.basic");
    }

    @Test
    void roles_fromTheEnvironment_count() {
        AuthConfig config = new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of("AGENCY_SWARM_AUTH_ROLES_BASIC", "a,b", "AGENCY_SWARM_AUTH_TOOL_ROLES", "c"), 300))
                .build()
                .getConfigMapping(AuthConfig.class);

        assertThat(config.roles()).isEqualTo(Map.of("basic", Set.of("a", "b")));
        assertThat(config.toolRoles()).contains(Set.of("c"));
    }

    @Test
    void provider_withoutAudience_stopsTheStart() {
        OidcProvider provider = provider(Map.of(URL, "http://localhost:1"));

        assertThatThrownBy(() -> provider.configure(new Created()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Set quarkus.oidc.token.audience");
    }

    @Test
    void provider_withAudienceOrAClaimInItsPlace_isLeftAlone() {
        for (String setting : List.of("audience", "required-claims.azp")) {
            OidcProvider provider = provider(Map.of(URL, "http://localhost:1", "quarkus.oidc.token." + setting, "x"));
            Created created = new Created();

            assertThatCode(() -> provider.configure(created)).doesNotThrowAnyException();
            assertThat(provider.enabled()).isTrue();
            assertThat(created.tenants).isEmpty();
        }
    }

    @Test
    void provider_notConfiguredOrTurnedOff_isDisabled() {
        for (Map<String, String> settings :
                List.of(Map.<String, String>of(), Map.of(URL, "http://x", "quarkus.oidc.tenant-enabled", "false"))) {
            OidcProvider provider = provider(settings);
            Created created = new Created();
            provider.configure(created);

            assertThat(provider.enabled()).isFalse();
            assertThat(created.tenants).singleElement().matches(tenant -> !tenant.tenantEnabled());
        }
    }

    private static AuthConfig auth(Map<String, String> settings) {
        return config(AuthConfig.class, settings).getConfigMapping(AuthConfig.class);
    }

    private static OidcProvider provider(Map<String, String> settings) {
        return new OidcProvider(config(OidcConfig.class, settings).getConfigMapping(OidcConfig.class));
    }

    private static SmallRyeConfig config(Class<?> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 100))
                .build();
    }
}
