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

/** The OpenID Connect providers that Quarkus is configured for, each of them called a tenant. */
@Singleton
@IfLibrary(OptionalLibrary.OIDC)
class OidcTenants {

    private final OidcTenantConfig tenant;
    private final boolean enabled;

    @Inject
    OidcTenants(OidcConfig config) {
        this.tenant = OidcConfig.getDefaultTenant(config);
        // Those of an application's own tenants are callers too, whom nobody but their token may name.
        this.enabled =
                isThere(tenant) || config.namedTenants().values().stream().anyMatch(OidcTenants::isThere);
    }

    /** Whether a provider, or its key, is configured and not turned off. */
    boolean enabled() {
        return enabled;
    }

    /** Whether a request failed because a provider could not be used. */
    boolean isFailure(Throwable failure) {
        return failure instanceof OIDCException;
    }

    private static boolean isThere(OidcTenantConfig tenant) {
        boolean configured = tenant.authServerUrl().isPresent()
                || tenant.provider().isPresent()
                || tenant.publicKey().isPresent();
        return configured && tenant.tenantEnabled();
    }

    /**
     * Called at start, before Quarkus looks for the provider; an application's own observers come later and may differ.
     */
    void configure(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Oidc oidc) {
        if (isThere(tenant)) {
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
                    "A provider is configured (quarkus.oidc.auth-server-url), but not for whom its tokens must be, so that"
                            + " each of them would do, those for other services too. Set quarkus.oidc.token.audience to the"
                            + " name that this service has in their claim aud, or to any if all of them are to do.");
        }
    }
}
