package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.HttpClients;
import io.agencyswarm.tool.remote.HttpConnection;
import io.agencyswarm.tool.remote.ModelSchema;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ToolListing;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A configured server. Callers whose tokens it gets have clients of their own; otherwise all share one. */
final class McpServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(McpServer.class);
    private static final int MOST_CLIENTS = 1_000;

    private final String name;
    private final McpConfig.Server config;
    private final Environment environment;
    private final ToolListing listing;
    private volatile McpServerStatus status;

    /** By the caller's token, the one used longest ago first; guarded by itself. */
    private final Map<String, McpClient> clients = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What servers share.
     *
     * @param version this service's version, which servers are told
     */
    record Environment(HttpClients http, CallerTokens tokens, String version) {}

    McpServer(String name, McpConfig.Server config, Environment environment) {
        this.name = name;
        this.config = config;
        this.environment = environment;
        this.listing = new ToolListing("MCP server \"" + name + "\"", key(), config);
        this.status = new McpServerStatus(name, place(), McpServerStatus.State.UNUSED, List.of(), null);
    }

    String name() {
        return name;
    }

    McpConfig.Server config() {
        return config;
    }

    /** What agents get of the tools that the server described. */
    List<Tool> offered(List<JsonNode> described) {
        return listing.tools(described.stream()
                .filter(tool -> listing.wants(tool.path("name").asText()))
                .map(this::offer));
    }

    McpServerStatus status() {
        return status;
    }

    /** The tools as they are now; none, and a warning in the log, where the server is not available. */
    List<Tool> tools() throws InterruptedException {
        try {
            List<Tool> tools = client().tools();
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
     * @throws AgencyException with a sentence for the model if the server did not do it
     */
    JsonNode call(String tool, ObjectNode arguments) throws InterruptedException {
        try {
            return ToolResults.of(client().call(tool, arguments));
        } catch (ServerException e) {
            throw new AgencyException(
                    ErrorCode.TOOL_FAILED,
                    "the MCP server \"" + name + "\" did not carry it out: " + e.getMessage(),
                    e);
        }
    }

    /** Opens a session. */
    McpSession connect(@Nullable String token, Deadline deadline) throws ServerException, InterruptedException {
        return McpSession.open(opening(token, deadline), environment.version(), config.maxBytes(), deadline);
    }

    /** The same failure, with the limit and its setting where it is that there was no answer in time. */
    ServerException timed(ServerException e, Duration limit, String setting) {
        return e.timed(limit, key() + setting);
    }

    @Override
    public void close() {
        synchronized (clients) {
            clients.values().forEach(McpClient::close);
            clients.clear();
        }
    }

    private ToolListing.Offer offer(JsonNode described) {
        String remoteName = described.path("name").asText();
        return new ToolListing.Offer(
                remoteName,
                described.path("description").asText(""),
                ModelSchema.of(described.path("inputSchema")),
                spec -> new McpTool(spec, this, remoteName));
    }

    private String key() {
        return "agency-swarm.mcp." + name + ".";
    }

    private McpClient client() throws ServerException, InterruptedException {
        @Nullable String token = environment.tokens().forServer(key(), config);
        synchronized (clients) {
            McpClient client = clients.computeIfAbsent(
                    Objects.requireNonNullElse(token, ""), unknown -> new McpClient(this, token));
            if (clients.size() > MOST_CLIENTS) {
                removeOldest(client);
            }
            return client;
        }
    }

    /** Tokens expire, and their sessions are of no use any more. Those of calls that go on stay. */
    private void removeOldest(McpClient except) {
        for (Iterator<McpClient> clientsByUse = clients.values().iterator(); clientsByUse.hasNext(); ) {
            McpClient oldest = clientsByUse.next();
            if (oldest != except && !oldest.isInUse()) {
                clientsByUse.remove();
                oldest.close();
                return;
            }
        }
    }

    private McpSession.Opening opening(@Nullable String token, Deadline deadline) {
        return (receiver, missed) -> switch (ServerSettings.transport(config)) {
            case STDIO -> StdioTransport.start(name, config, receiver);
            case SSE -> SseTransport.open(connection(token), receiver, deadline);
            // Callers' sessions are many and short, so that no connection is kept for each.
            case HTTP -> new HttpTransport(connection(token), receiver, missed, token == null);
        };
    }

    private HttpConnection connection(@Nullable String token) {
        return environment.http().connection(URI.create(config.url().orElseThrow()), config, token);
    }

    private void fail(ServerException e) {
        McpServerStatus before = status;
        status = new McpServerStatus(name, place(), McpServerStatus.State.DOWN, List.of(), e.summary());
        // Runs within the pause meet the same failure again.
        if (before.state() != McpServerStatus.State.DOWN || !Objects.equals(before.reason(), e.summary())) {
            LOG.warnf(
                    "MCP server \"%s\" (%s) is not available, so agents go without its tools: %s.",
                    name, place(), e.getMessage());
        }
    }

    /** Where the server is. Paths of addresses are left out, because there are servers with keys in them. */
    private String place() {
        return config.url()
                .map(URI::create)
                .map(url -> url.getScheme() + "://" + url.getRawAuthority())
                .or(config::command)
                .orElse("");
    }
}
