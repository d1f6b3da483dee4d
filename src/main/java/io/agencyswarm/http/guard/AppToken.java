package io.agencyswarm.http.guard;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The service's token, read once, at startup, from the configured environment variable. */
@Singleton
class AppToken {

    private final Optional<String> value;

    @Inject
    AppToken(HttpConfig http, Config config) {
        String variable = http.appTokenEnv();
        // Not read as an optional value, which would treat an empty variable as absent.
        value = Optional.ofNullable(config.getConfigValue(variable).getValue()).map(String::strip);
        if (value.filter(String::isEmpty).isPresent()) {
            // Usually the result of an undefined variable in a script or manifest.
            throw new ConfigurationException(variable + " is empty, which would open the service to everyone. Set it to"
                    + " the token, or unset it.");
        }
    }

    /** Returns the token, or empty if none is set. */
    Optional<String> value() {
        return value;
    }
}
