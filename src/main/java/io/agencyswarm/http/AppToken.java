package io.agencyswarm.http;

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

/** The service's token, read once at start from the environment variable that the configuration names. */
@Startup
@Singleton
class AppToken {

    private static final Logger LOG = Logger.getLogger(AppToken.class);

    private final Optional<String> value;
    private final OidcProvider provider;

    @Inject
    AppToken(HttpConfig http, AuthConfig auth, ModelConfig models, OidcProvider provider, Config config) {
        this.provider = provider;
        String variable = http.appTokenEnv();
        // Not as an optional value, for which an empty one counts as none.
        value = Optional.ofNullable(config.getConfigValue(variable).getValue()).map(String::strip);
        if (value.filter(String::isEmpty).isPresent()) {
            // Mostly what became of a variable that is not there, in a script or a manifest.
            throw new ConfigurationException(variable + " is set, but empty, which would open the service to everyone."
                    + " Set it to the token, or do not set it at all.");
        }
        if (isForEveryone()) {
            check(auth, variable);
            warn(models, variable);
        }
    }

    private static void check(AuthConfig auth, String variable) {
        if (auth.required()) {
            throw new ConfigurationException(
                    "This service would be open to everyone, which agency-swarm.auth.required forbids. Set " + variable
                            + " to a token, or quarkus.oidc.auth-server-url to a provider of them.");
        }
    }

    private static void warn(ModelConfig models, String variable) {
        LOG.warnf("%s is not set: everyone who reaches this service may use it.", variable);
        if (models.clientConfig().allowedHosts().orElse(List.of()).stream().anyMatch("any"::equalsIgnoreCase)) {
            LOG.warn("Everyone may also have it send their runs to any address (client_config.base_url), because"
                    + " agency-swarm.client-config.allowed-hosts says \"any\".");
        }
    }

    /** The token; empty where there is none. */
    Optional<String> value() {
        return value;
    }

    /** Whether the service is open, for want of a token and of a provider of others. */
    boolean isForEveryone() {
        return value.isEmpty() && !provider.enabled();
    }
}
