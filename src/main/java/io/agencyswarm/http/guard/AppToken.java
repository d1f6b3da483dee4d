package io.agencyswarm.http.guard;

import io.agencyswarm.auth.AuthConfig;
import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.model.ModelConfig;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The service's token, read once at start from the configured environment variable. */
@Startup
@Singleton
public class AppToken {

    private static final Logger LOG = Logger.getLogger(AppToken.class);

    private final Optional<String> value;
    private final OidcProvider provider;

    @Inject
    AppToken(HttpConfig http, AuthConfig auth, ModelConfig models, OidcProvider provider, Config config) {
        this.provider = provider;
        String variable = http.appTokenEnv();
        // Not read as an optional value, which would treat an empty variable as absent.
        value = Optional.ofNullable(config.getConfigValue(variable).getValue()).map(String::strip);
        if (value.filter(String::isEmpty).isPresent()) {
            // Usually the result of an undefined variable in a script or manifest.
            throw new ConfigurationException(variable + " is empty, which would open the service to everyone. Set it to"
                    + " the token, or unset it.");
        }
        if (isServiceOpen()) {
            check(auth, variable);
            warn(models, variable);
        }
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

    /** Returns the token, or empty if none is set. */
    Optional<String> value() {
        return value;
    }

    /**
     * Returns whether the service is open to everyone, because neither a token nor an OpenID Connect provider is
     * configured.
     */
    public boolean isServiceOpen() {
        return value.isEmpty() && !provider.enabled();
    }
}
