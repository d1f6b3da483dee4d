package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.HttpClients;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The configured MCP servers. Making it connects to none of them. */
@Singleton
public class McpServers {

    private final Map<String, McpServer> servers = new TreeMap<>();

    @Inject
    McpServers(McpConfig config, HttpClients http, CallerTokens tokens) {
        String version =
                Objects.requireNonNullElse(McpServers.class.getPackage().getImplementationVersion(), "1");
        McpServer.Environment environment = new McpServer.Environment(http, tokens, version);
        config.servers().forEach((name, settings) -> {
            ServerSettings.check(name, settings);
            servers.put(name, new McpServer(name, settings, environment));
        });
    }

    /** The names of the servers. */
    public Set<String> names() {
        return Collections.unmodifiableSet(servers.keySet());
    }

    /**
     * The tools of a server for whoever asked for the run. Connects and lists them where that has not been done, within
     * the server's time limits; waits no longer than that.
     *
     * @return the tools in the server's order; none where the server is not available, of which the log has a warning
     * @throws ConfigurationException if no server has the name
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Tool> tools(String server) throws InterruptedException {
        McpServer found = servers.get(server);
        if (found == null) {
            throw new ConfigurationException("There is no MCP server \"" + server + "\": set agency-swarm.mcp." + server
                    + ".url or agency-swarm.mcp." + server + ".command.");
        }
        return found.tools();
    }

    /** How the servers were found at their last use, in the order of their names. */
    public List<McpServerStatus> statuses() {
        return servers.values().stream().map(McpServer::status).toList();
    }

    @PreDestroy
    void close() {
        servers.values().forEach(McpServer::close);
    }
}
