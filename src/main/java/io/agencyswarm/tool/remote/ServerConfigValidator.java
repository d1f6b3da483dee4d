package io.agencyswarm.tool.remote;

import io.agencyswarm.net.HeaderRules;
import io.agencyswarm.net.HttpUrl;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Validates the settings that all servers share, at the start. */
public final class ServerConfigValidator {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private ServerConfigValidator() {}

    /**
     * Checks headers, prefix and token.
     *
     * @param key prefix of the configuration keys
     * @throws ConfigurationException with the key, the rule and the fix
     */
    public static void check(String key, ServerConfig config) {
        config.exchange().ifPresent(exchange -> checkUrl(key + "exchange.url", exchange.url()));
        checkHeaders(key, config.headers());
        Optional<String> prefix = config.prefix();
        if (prefix.isPresent() && !PREFIX.matcher(prefix.get()).matches()) {
            throw new ConfigurationException(key + "prefix is \"" + prefix.get()
                    + "\", but must be 1 to 40 letters, digits, _ and -, because model providers accept no other tool"
                    + " names.");
        }
        if (config.token() == ServerConfig.TokenMode.EXCHANGE
                && config.exchange().isEmpty()) {
            throw new ConfigurationException(
                    key + "token is exchange, which needs " + key + "exchange.url, client-id and client-secret.");
        }
    }

    /**
     * Checks an address.
     *
     * @throws ConfigurationException without the address, because it may hold a key
     */
    public static void checkUrl(String key, String url) {
        if (HttpUrl.parse(url)
                .filter(address -> !address.hasUser() && address.uri().getRawFragment() == null)
                .isPresent()) {
            return;
        }
        throw new ConfigurationException(
                key + " must be an address such as https://example.org/mcp, without a user and without a fragment.");
    }

    private static void checkHeaders(String key, Map<String, String> headers) {
        headers.forEach((header, value) -> {
            if (!HeaderRules.isName(header) || !HeaderRules.isValue(value)) {
                throw new ConfigurationException(key + "headers.\"" + header
                        + "\" is not a valid header: its name must be a token, and its value at most 4,096"
                        + " printable ASCII characters.");
            }
        });
    }
}
