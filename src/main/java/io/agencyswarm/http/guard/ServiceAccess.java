package io.agencyswarm.http.guard;

import io.agencyswarm.auth.AuthConfig;
import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.model.ModelConfig;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Whether the service is open to everyone, because neither a token nor an OpenID Connect provider is configured. Warns
 * at startup if it is, or stops the start if the configuration forbids it.
 */
@Startup
@Singleton
public class ServiceAccess {

    private static final Logger LOG = Logger.getLogger(ServiceAccess.class);

    private final AppToken token;
    private final OidcProvider provider;

    @Inject
    ServiceAccess(AppToken token, OidcProvider provider, HttpConfig http, AuthConfig auth, ModelConfig models) {
        this.token = token;
        this.provider = provider;
        if (isOpen()) {
            check(auth, http.appTokenEnv());
            warn(models, http.appTokenEnv());
        }
    }

    /** Returns whether the service is open to everyone. */
    public boolean isOpen() {
        return token.value().isEmpty() && !provider.enabled();
    }

    private static void check(AuthConfig auth, String variable) {
        if (auth.required()) {
            throw new ConfigurationException(
                    "This service would be open to everyone, which agency-swarm.auth.required forbids. Set " + variable
                            + " to a token, or quarkus.oidc.auth-server-url to the address of an OpenID Connect"
                            + " provider.");
        }
    }

    private static void warn(ModelConfig models, String variable) {
        LOG.warnf("%s is not set: everyone who reaches this service may use it.", variable);
        if (models.clientConfig().allowedHosts().orElse(List.of()).stream().anyMatch("any"::equalsIgnoreCase)) {
            LOG.warn("Any caller may also direct model requests to any address (client_config.base_url), because"
                    + " agency-swarm.client-config.allowed-hosts is \"any\".");
        }
    }
}
