package io.agencyswarm.tool.mcp;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the settings of a server must have beyond their types; checked at the start. */
final class ServerSettings {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*+");

    private ServerSettings() {}

    /** How a server is reached. */
    static McpConfig.Transport transport(McpConfig.Server config) {
        return config.transport()
                .orElse(config.url().isPresent() ? McpConfig.Transport.HTTP : McpConfig.Transport.STDIO);
    }

    /**
     * Checks the settings of a server.
     *
     * @throws ConfigurationException with the key, the rule and the fix
     */
    static void check(String name, McpConfig.Server config) {
        String key = "agency-swarm.mcp." + name + ".";
        boolean process = transport(config) == McpConfig.Transport.STDIO;
        if (config.url().isPresent() == config.command().isPresent()) {
            throw new ConfigurationException("The MCP server \"" + name + "\" needs either " + key + "url or " + key
                    + "command, and " + (config.url().isPresent() ? "has both. Remove one." : "has neither. Set one."));
        }
        if (process != config.command().isPresent()) {
            throw new ConfigurationException(key + "transport is "
                    + transport(config).name().toLowerCase(Locale.ROOT) + ", which needs " + key
                    + (process ? "command" : "url") + ". Set it, or remove the transport.");
        }
        config.url().ifPresent(url -> checkUrl(key + "url", url));
        config.exchange().ifPresent(exchange -> checkUrl(key + "exchange.url", exchange.url()));
        checkHeaders(key, config.headers());
        Optional<String> prefix = config.prefix();
        if (prefix.isPresent() && !PREFIX.matcher(prefix.get()).matches()) {
            throw new ConfigurationException(key + "prefix is \"" + prefix.get()
                    + "\", but must be 1 to 40 letters, digits, _ and -, as model providers want names of tools.");
        }
        if (process && config.token() != McpConfig.Token.NONE) {
            throw new ConfigurationException(
                    key + "token is for servers over HTTP, and this one is a process. Remove it.");
        }
        if (config.token() == McpConfig.Token.EXCHANGE && config.exchange().isEmpty()) {
            throw new ConfigurationException(
                    key + "token is exchange, which needs " + key + "exchange.url, client-id and client-secret.");
        }
    }

    private static void checkUrl(String key, String url) {
        try {
            URI address = new URI(url);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Told below, without the text: it may hold a key.
        }
        throw new ConfigurationException(
                key + " must be an address such as https://example.org/mcp, without a user and without a fragment.");
    }

    private static void checkHeaders(String key, Map<String, String> headers) {
        headers.forEach((header, value) -> {
            if (!HEADER.matcher(header).matches()
                    || !HEADER_VALUE.matcher(value).matches()) {
                throw new ConfigurationException(key + "headers.\"" + header
                        + "\" is not a valid header: its name must be a token and its value of printable ASCII"
                        + " characters.");
            }
        });
    }
}
