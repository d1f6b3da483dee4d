package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.text.LogThrottle;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.ModelSchema;
import io.agencyswarm.tool.remote.ServerConfig;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ToolListing;
import io.agencyswarm.tool.remote.ToolServerPool;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A configured server. If it gets callers' tokens, each caller has its own client; otherwise all share one. */
final class McpServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(McpServer.class);

    private final String name;
    private final McpConfig.Server config;
    private final Environment environment;
    private final SessionFactory sessions;
    private final ToolListing listing;
    private final McpClientPool clients;
    private final LogThrottle refusals = new LogThrottle();
    private final LogThrottle omissions = new LogThrottle();
    private volatile McpServerStatus status;

    /**
     * The dependencies that all servers share.
     *
     * @param version this service's version, which is sent to servers
     * @param nanos a clock as {@link System#nanoTime}
     */
    record Environment(
            ToolServerPool http, TokenSource tokens, Processes processes, String version, LongSupplier nanos) {}

    /** Provides the tokens of callers. */
    @FunctionalInterface
    interface TokenSource {

        /**
         * Returns the token on behalf of the current run's caller.
         *
         * @return null for none
         */
        @Nullable
        String forServer(String server, McpConfig.Server config) throws ServerException, InterruptedException;
    }

    McpServer(String name, McpConfig.Server config, Environment environment) {
        this.name = name;
        this.config = config;
        this.environment = environment;
        this.sessions =
                new SessionFactory(name, config, environment.http(), environment.processes(), environment.version());
        this.listing = new ToolListing("MCP server \"" + name + "\"", sessions.key(), config);
        this.clients = new McpClientPool(
                token -> new McpClient(
                        sessions, this::offeredTools, token.isEmpty() ? null : token, environment.nanos()),
                environment.nanos(),
                McpClientPool.MAX_CLIENTS,
                McpClientPool.MAX_CHARS);
        this.status = new McpServerStatus(name, place(), McpServerStatus.State.UNUSED, List.of(), null);
    }

    String name() {
        return name;
    }

    /** Creates the tools for agents from the server's descriptions. */
    List<Tool> offeredTools(McpSession.DescribedTools described) {
        if (!described.complete() && omissions.allows()) {
            LOG.warnf(
                    "MCP server \"%s\" has more tools than are read. Agents get only tools among its first %d.",
                    name, described.tools().size());
        }
        return listing.tools(described.tools().stream()
                .filter(tool -> listing.accepts(tool.path("name").asText()))
                .map(this::offer));
    }

    McpServerStatus status() {
        return status;
    }

    /** Returns the current tools. Logs a warning and returns none if the server is not available. */
    List<Tool> tools() throws InterruptedException {
        try {
            List<Tool> tools = clients.with(token(), McpClient::tools);
            List<String> names = tools.stream().map(tool -> tool.spec().name()).toList();
            status = new McpServerStatus(name, place(), McpServerStatus.State.UP, names, null);
            return tools;
        } catch (ServerException e) {
            fail(e);
            return List.of();
        }
    }

    /**
     * Calls a tool.
     *
     * @throws AgencyException with a message for the model if the request failed
     */
    JsonNode call(String tool, ObjectNode arguments) throws InterruptedException {
        try {
            return ToolResults.of(clients.with(token(), client -> client.call(tool, arguments)));
        } catch (ServerException e) {
            throw new AgencyException(
                    ErrorCode.TOOL_FAILED, "the MCP server \"" + name + "\" failed: " + e.getMessage(), e);
        }
    }

    /** Closes the callers' sessions that were idle for some minutes. */
    void closeIdle() {
        clients.closeIdle();
    }

    /** Closes all sessions. No new ones are opened. */
    @Override
    public void close() {
        clients.close();
    }

    private ToolListing.Offer offer(JsonNode described) {
        String remoteName = described.path("name").asText();
        return new ToolListing.Offer(
                remoteName,
                described.path("description").asText(""),
                ModelSchema.of(described.path("inputSchema")),
                spec -> new McpTool(spec, this, remoteName));
    }

    /** Returns the server's token on behalf of the current run's caller; empty for none. */
    private String token() throws ServerException, InterruptedException {
        return Objects.requireNonNullElse(environment.tokens().forServer(sessions.key(), config), "");
    }

    private void fail(ServerException e) {
        if (e.kind() == ServerException.FailureKind.REFUSED && config.token() != ServerConfig.TokenMode.NONE) {
            // Only this caller's token was refused, so the status does not change.
            if (refusals.allows()) {
                LOG.warnf(
                        "MCP server \"%s\" (%s) is not available to a caller, whose agents continue without its"
                                + " tools: %s.",
                        name, place(), e.getMessage());
            }
            return;
        }
        McpServerStatus before = status;
        status = new McpServerStatus(name, place(), McpServerStatus.State.DOWN, List.of(), e.summary());
        // Runs within the pause get the same failure; it is logged once.
        if (before.state() != McpServerStatus.State.DOWN || !Objects.equals(before.reason(), e.summary())) {
            LOG.warnf(
                    "MCP server \"%s\" (%s) is not available, so agents go without its tools: %s.",
                    name, place(), e.getMessage());
        }
    }

    /** The server's address or program. The path of an address is left out, because it may contain a key. */
    private String place() {
        return address().map(HttpUrl::origin).or(config::command).orElse("");
    }

    private Optional<HttpUrl> address() {
        return config.url().flatMap(HttpUrl::parse);
    }
}
