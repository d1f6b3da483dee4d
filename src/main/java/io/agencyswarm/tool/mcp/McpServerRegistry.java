package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.ToolServerPool;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The configured MCP servers. Its creation connects to none of them. */
@Singleton
public class McpServerRegistry {

    private static final long LOOK_FOR_IDLE_MS = 60_000;

    private final Vertx vertx;
    private final McpServer.Environment environment;
    private final Map<String, McpServer> servers = new TreeMap<>();
    private long timer = -1;

    @Inject
    McpServerRegistry(McpConfig config, ToolServerPool http, CallerTokens tokens, Vertx vertx) {
        this(
                config,
                new McpServer.Environment(
                        http,
                        tokens::forServer,
                        new Processes(),
                        Objects.requireNonNullElse(
                                McpServerRegistry.class.getPackage().getImplementationVersion(), "1"),
                        System::nanoTime),
                vertx);
    }

    McpServerRegistry(McpConfig config, McpServer.Environment environment, Vertx vertx) {
        this.vertx = vertx;
        this.environment = environment;
        config.servers().forEach((name, settings) -> {
            McpConfigValidator.check(name, settings);
            servers.put(name, new McpServer(name, settings, environment));
        });
    }

    /** The names of the servers. */
    public Set<String> names() {
        return Collections.unmodifiableSet(servers.keySet());
    }

    /**
     * Returns the tools of a server for the run's caller. Connects and lists them first if necessary, and waits at most
     * for the server's connect timeout and timeout.
     *
     * @return the tools in the server's order; none if the server is not available, which is logged as a warning
     * @throws ConfigurationException if no server has the name
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Tool> tools(String server) throws InterruptedException {
        McpServer configured = servers.get(server);
        if (configured == null) {
            throw new ConfigurationException("There is no MCP server \"" + server + "\": set agency-swarm.mcp." + server
                    + ".url or agency-swarm.mcp." + server + ".command.");
        }
        return configured.tools();
    }

    /** Returns the state of the servers at their last use, ordered by name. */
    public List<McpServerStatus> statuses() {
        return servers.values().stream().map(McpServer::status).toList();
    }

    @PostConstruct
    void begin() {
        // Closing may block, so it must not run on the event loop.
        timer = vertx.setPeriodic(LOOK_FOR_IDLE_MS, _ -> Thread.ofVirtual().start(this::closeIdle));
    }

    /** Closes the callers' sessions that were idle for some minutes. */
    void closeIdle() {
        servers.values().forEach(McpServer::closeIdle);
    }

    /** Ends all sessions. No new ones are opened. Waits until processes have ended, at most 3 seconds. */
    @PreDestroy
    void close() {
        vertx.cancelTimer(timer);
        servers.values().forEach(McpServer::close);
        environment.processes().close();
    }
}
