package io.agencyswarm.http;

import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.request.BindingConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The service's token, read once at start from the environment variable that the configuration names. */
@Startup
@Singleton
class Token {

    private static final Logger LOG = Logger.getLogger(Token.class);

    private final Optional<String> value;
    private final OidcProvider provider;

    @Inject
    Token(HttpConfig http, BindingConfig binding, OidcProvider provider, Config config) {
        this.provider = provider;
        value = config.getOptionalValue(http.appTokenEnv(), String.class)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        if (isForEveryone()) {
            LOG.warnf("%s is not set: everyone who reaches this service may use it.", http.appTokenEnv());
            if (binding.allowedHosts().isEmpty()) {
                LOG.warn("Everyone may also have it send their runs to any address (client_config.base_url);"
                        + " agency-swarm.client-config.allowed-hosts limits that to hosts that it names.");
            }
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
