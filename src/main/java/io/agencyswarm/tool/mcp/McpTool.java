package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * A tool of a server. The server itself validates the arguments.
 *
 * @param spec the description for models
 * @param remoteName the server's name of the tool
 */
record McpTool(ToolSpec spec, McpServer server, String remoteName) implements Tool {

    @Override
    public JsonNode call(ToolContext context, ObjectNode arguments) throws InterruptedException {
        return server.call(remoteName, arguments);
    }

    /** Disables the tool's time limit, because the server has its own timeouts for connecting and for the call. */
    @Override
    public Optional<Duration> timeLimit() {
        return Optional.of(Duration.ZERO);
    }

    @Override
    public Optional<String> mcpServer() {
        return Optional.of(server.name());
    }
}
