package io.agencyswarm.tool.mcp;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ToolServer;
import io.agencyswarm.tool.remote.ToolServerPool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions with a configured server.
 *
 * @param version this service's version, which is sent to the server
 */
record SessionFactory(
        String server, McpConfig.Server config, ToolServerPool http, Processes processes, String version) {

    /**
     * Opens a session.
     *
     * @param token the bearer token on behalf of a caller; null for none
     */
    McpSession open(@Nullable String token, Deadline deadline) throws ServerException, InterruptedException {
        return McpSession.open(transportOpener(token, deadline), version, config.maxBytes(), deadline);
    }

    /** The prefix of the server's configuration keys. */
    String key() {
        return "agency-swarm.mcp." + server + ".";
    }

    /** Adds the limit and its configuration key to the message of a timeout. */
    ServerException withLimit(ServerException e, Duration limit, String setting) {
        return e.withLimit(limit, key() + setting);
    }

    private McpSession.TransportOpener transportOpener(@Nullable String token, Deadline deadline) {
        return (receiver, missed) -> switch (McpConfigValidator.transport(config)) {
            case STDIO -> StdioTransport.start(server, config, receiver, processes);
            case SSE -> SseTransport.open(toolServer(token), receiver, deadline);
            // Callers' sessions are many and short, so none of them keeps a connection.
            case HTTP ->
                token == null
                        ? HttpTransport.withListener(toolServer(null), receiver, missed)
                        : HttpTransport.withoutListener(toolServer(token), receiver);
        };
    }

    private ToolServer toolServer(@Nullable String token) {
        return http.server(config.url().flatMap(HttpUrl::parse).orElseThrow(), config, token);
    }
}
