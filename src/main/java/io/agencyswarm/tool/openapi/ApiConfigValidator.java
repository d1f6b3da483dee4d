package io.agencyswarm.tool.openapi;

import io.agencyswarm.tool.remote.ServerConfigValidator;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.regex.Pattern;

/** Validates the settings of an API at the start. */
final class ApiConfigValidator {

    private static final Pattern URL = Pattern.compile("(?i)https?://.*");

    private ApiConfigValidator() {}

    /** Returns the prefix of an API's configuration keys. */
    static String key(String name) {
        return "agency-swarm.openapi." + name + ".";
    }

    /** Returns whether the document is at an http or https URL. */
    static boolean isRemote(ApiToolsConfig.ApiConfig config) {
        return URL.matcher(config.document()).matches();
    }

    /**
     * Checks the settings of an API.
     *
     * @throws ConfigurationException with the key, the rule and the fix
     */
    static void check(String name, ApiToolsConfig.ApiConfig config) {
        String key = key(name);
        ServerConfigValidator.check(key, config);
        if (isRemote(config)) {
            ServerConfigValidator.checkUrl(key + "document", config.document());
        }
        config.baseUrl().ifPresent(url -> {
            ServerConfigValidator.checkUrl(key + "base-url", url);
            if (URI.create(url).getRawQuery() != null) {
                throw new ConfigurationException(key
                        + "base-url must not have a query. Set the parameters of each request with " + key + "params.");
            }
        });
    }
}
