package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client's message: a request or a notification.
 *
 * @param id identifies the request; null for a notification, which gets no response
 * @param params empty if the client sent none
 */
record McpMessage(@Nullable JsonNode id, String method, ObjectNode params) {

    private static final String META = "_meta";

    /** The maximum length of ids and tokens. They are sent back, a progress token with each notification. */
    private static final int MAX_NAME_BYTES = 256;

    /**
     * Reads a message.
     *
     * @throws McpError if the body is not a message of JSON-RPC
     */
    static McpMessage of(ObjectNode body) {
        if (!body.path("jsonrpc").asText().equals("2.0")) {
            throw McpError.invalidMessage("The body is not a JSON-RPC message: \"jsonrpc\" must be \"2.0\".");
        }
        if (!body.path("method").isTextual()) {
            throw McpError.invalidMessage("The body is not a request: \"method\" must be a string.");
        }
        JsonNode params = body.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            throw McpError.invalidMessage("\"params\" must be an object.");
        }
        return new McpMessage(
                id(body),
                body.path("method").textValue(),
                params instanceof ObjectNode object ? object : Json.object());
    }

    /**
     * Returns the id in a body, which may be invalid otherwise; null if there is none.
     *
     * @throws McpError if the id is not valid
     */
    static @Nullable JsonNode id(ObjectNode body) {
        JsonNode id = body.get("id");
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw McpError.invalidMessage("\"id\" must be a string or an integer.");
        }
        if (id != null && bytes(id) > MAX_NAME_BYTES) {
            throw McpError.invalidMessage(
                    "\"id\" has " + bytes(id) + " bytes; at most " + MAX_NAME_BYTES + " are allowed.");
        }
        return id;
    }

    /** Returns a field of the message's {@code _meta}, or a missing node if there is none. */
    JsonNode meta(String name) {
        return params.path(META).path(name);
    }

    /**
     * Returns the token that identifies the call in progress notifications, or null if the client does not ask for
     * them. A token that is not valid, or has more than 256 bytes, is ignored.
     */
    @Nullable
    JsonNode progressToken() {
        JsonNode token = meta("progressToken");
        boolean valid = token.isTextual() || token.isIntegralNumber();
        return valid && bytes(token) <= MAX_NAME_BYTES ? token : null;
    }

    private static int bytes(JsonNode name) {
        return name.asText().getBytes(StandardCharsets.UTF_8).length;
    }
}
