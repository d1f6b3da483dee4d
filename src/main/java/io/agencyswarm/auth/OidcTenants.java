package io.agencyswarm.auth;

import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/** The OpenID Connect providers that Quarkus is configured for. Quarkus calls each of them a tenant. */
@Singleton
@IfLibrary(OptionalLibrary.OIDC)
class OidcTenants {

    private final OidcTenantConfig tenant;
    private final boolean enabled;

    @Inject
    OidcTenants(OidcConfig config) {
        this.tenant = OidcConfig.getDefaultTenant(config);
        // Callers with tokens of an application's own tenants also have a subject, which only their token may set.
        this.enabled =
                isConfigured(tenant) || config.namedTenants().values().stream().anyMatch(OidcTenants::isConfigured);
    }

    /** Returns whether a provider, or its key, is configured and not turned off. */
    boolean enabled() {
        return enabled;
    }

    /** Returns whether a request failed because a provider could not be used. */
    boolean isFailure(Throwable failure) {
        return failure instanceof OIDCException;
    }

    private static boolean isConfigured(OidcTenantConfig tenant) {
        boolean configured = tenant.authServerUrl().isPresent()
                || tenant.provider().isPresent()
                || tenant.publicKey().isPresent();
        return configured && tenant.tenantEnabled();
    }

    /**
     * Runs at start, before Quarkus connects to the provider. An application's own observers run later and may override
     * this.
     */
    void configure(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Oidc oidc) {
        if (isConfigured(tenant)) {
            requireAudience();
        } else {
            // Quarkus would not start without a provider.
            oidc.create(io.quarkus.oidc.OidcTenantConfig.builder(tenant)
                    .disableTenant()
                    .build());
        }
    }

    private void requireAudience() {
        if (tenant.token().audience().isEmpty()
                && tenant.token().requiredClaims().isEmpty()) {
            throw new ConfigurationException(
                    "A provider is configured (quarkus.oidc.auth-server-url) without quarkus.oidc.token.audience, so"
                            + " tokens that were issued for other services would be accepted. Set"
                            + " quarkus.oidc.token.audience to the name of this service in the claim aud, or to \"any\""
                            + " to accept all tokens.");
        }
    }
}
