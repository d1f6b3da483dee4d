package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerConfig;
import io.agencyswarm.tool.remote.ServerConfigValidator;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;

/** Validates the settings of a server at the start. */
final class McpConfigValidator {

    private McpConfigValidator() {}

    /** Returns the transport of a server. */
    static McpConfig.TransportKind transport(McpConfig.Server config) {
        return config.transport()
                .orElse(config.url().isPresent() ? McpConfig.TransportKind.HTTP : McpConfig.TransportKind.STDIO);
    }

    /**
     * Checks the settings of a server.
     *
     * @throws ConfigurationException with the key, the rule and the fix
     */
    static void check(String name, McpConfig.Server config) {
        String key = "agency-swarm.mcp." + name + ".";
        boolean process = transport(config) == McpConfig.TransportKind.STDIO;
        if (config.url().isPresent() == config.command().isPresent()) {
            throw new ConfigurationException("The MCP server \"" + name + "\" needs either " + key + "url or " + key
                    + "command, and " + (config.url().isPresent() ? "has both. Remove one." : "has neither. Set one."));
        }
        if (process != config.command().isPresent()) {
            throw new ConfigurationException(key + "transport is "
                    + transport(config).name().toLowerCase(Locale.ROOT) + ", which needs " + key
                    + (process ? "command" : "url") + ". Set it, or remove the transport.");
        }
        config.url().ifPresent(url -> ServerConfigValidator.checkUrl(key + "url", url));
        ServerConfigValidator.check(key, config);
        if (process && config.token() != ServerConfig.TokenMode.NONE) {
            throw new ConfigurationException(
                    key + "token is for servers over HTTP, and this one is a process. Remove it.");
        }
    }
}
