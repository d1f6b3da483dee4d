package io.agencyswarm.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.service.access.OidcAndTokenProfile;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that would grant access by mistake, or deny it to everyone. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
class AuthAtStartTest {

    /** With agencies whose names have several words. */
    @IfBuildProperty(name = "auth-tests", stringValue = "true")
    static class Agencies {
        @Produces
        @Singleton
        @Identifier("v1.0")
        Agency dotted() {
            Agent agent = Agent.named("Agent").instructions("Answer.").build();
            return Agency.named("v1.0").entryPoints(agent).build();
        }

        @Produces
        @Singleton
        @Identifier("two-words")
        Agency agency() {
            Agent agent = Agent.named("Agent").instructions("Answer.").build();
            return Agency.named("two-words").entryPoints(agent).build();
        }
    }

    private static final String URL = "quarkus.oidc.auth-server-url";

    @Inject
    AgencyCatalog catalog;

    /** Records what it is asked to create. */
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

    @ParameterizedTest
    @ValueSource(strings = {"agency-swarm.auth.roles.nobody", "agency-swarm.auth.roles.Basic"})
    void roles_forAnAgencyThatIsNotServed_stopTheStart(String setting) {
        assertThatThrownBy(() -> roles(config(AuthConfig.class, Map.of(setting, "admin"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(setting + " is for an agency that is not served.")
                .hasMessageContaining("basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOBODY", "NO_BODY", "BASIC_"})
    void variable_forAnAgencyThatIsNotServed_stopsTheStart(String agency) {
        assertThatThrownBy(() -> roles(environment(Map.of("AGENCY_SWARM_AUTH_ROLES_" + agency, "admin"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is for an agency that is not served.");
    }

    @Test
    void roles_empty_stopTheStart() {
        assertThatThrownBy(() -> roles(config(AuthConfig.class, Map.of("agency-swarm.auth.roles.basic", ""))))
                .hasMessageContaining("agency-swarm.auth.roles.basic");
        assertThatThrownBy(() -> roles(environment(Map.of("AGENCY_SWARM_AUTH_ROLES_TWO_WORDS", ""))))
                .hasMessageContaining("agency-swarm.auth.roles.two-words has no role");
    }

    /** The map does not contain the second, whose agency would then be open. */
    @Test
    void variables_count() {
        RoleRules roles = roles(environment(Map.of(
                "AGENCY_SWARM_AUTH_ROLES_BASIC", "a,b",
                "AGENCY_SWARM_AUTH_ROLES_TWO_WORDS", "c",
                "AGENCY_SWARM_AUTH_TOOL_ROLES", "d")));

        assertThat(roles.ofAgency("basic").orElseThrow().roles()).containsExactly("a", "b");
        assertThat(roles.ofAgency("two-words").orElseThrow().roles()).containsExactly("c");
        assertThat(roles.ofAgency("team")).isEmpty();
        assertThat(roles.ofTools().orElseThrow().roles()).containsExactly("d");
        assertThat(roles.ofLogs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.0", "\"v1.0\"", "two-words", "\"two-words\""})
    void roles_ofAnAgencyQuotedOrNot_count(String name) {
        RoleRules roles = roles(config(AuthConfig.class, Map.of("agency-swarm.auth.roles." + name, "a")));

        assertThat(roles.ofAgency(name.replace("\"", "")).orElseThrow().roles()).containsExactly("a");
    }

    @Test
    void provider_withoutAudience_stopsTheStart() {
        OidcTenants provider = provider(Map.of(URL, "http://localhost:1"));

        assertThatThrownBy(() -> provider.configure(new Created()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Set quarkus.oidc.token.audience");
    }

    @Test
    void provider_withAudienceOrAClaimInItsPlace_isLeftAlone() {
        for (String setting : List.of("audience", "required-claims.azp")) {
            OidcTenants provider = provider(Map.of(URL, "http://localhost:1", "quarkus.oidc.token." + setting, "x"));
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
            OidcTenants provider = provider(settings);
            Created created = new Created();
            provider.configure(created);

            assertThat(provider.enabled()).isFalse();
            assertThat(created.tenants).singleElement().matches(tenant -> !tenant.tenantEnabled());
        }
    }

    private RoleRules roles(SmallRyeConfig config) {
        return new RoleRules(config.getConfigMapping(AuthConfig.class), config, catalog);
    }

    private static OidcTenants provider(Map<String, String> settings) {
        return new OidcTenants(config(OidcConfig.class, settings).getConfigMapping(OidcConfig.class));
    }

    private static SmallRyeConfig config(Class<?> mapping, Map<String, String> settings) {
        return config(mapping, new PropertiesConfigSource(settings, "test", 100));
    }

    private static SmallRyeConfig environment(Map<String, String> variables) {
        return config(AuthConfig.class, new EnvConfigSource(variables, 300));
    }

    private static SmallRyeConfig config(Class<?> mapping, ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(source)
                .build();
    }
}
