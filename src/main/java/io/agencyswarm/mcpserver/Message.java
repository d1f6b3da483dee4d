package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import org.jspecify.annotations.Nullable;

/**
 * A message of a client.
 *
 * @param id names the request; null for a notification, which has no answer
 * @param params empty where the client sent none
 */
record Message(@Nullable JsonNode id, String method, ObjectNode params) {

    private static final String META = "_meta";

    /**
     * Reads a message.
     *
     * @throws McpError if it is none
     */
    static Message of(ObjectNode body) {
        if (!body.path("jsonrpc").asText().equals("2.0")) {
            throw McpError.noMessage("The body is not a message of JSON-RPC: \"jsonrpc\" must be \"2.0\".");
        }
        if (!body.path("method").isTextual()) {
            throw McpError.noMessage("The body is not a request: \"method\" must be a text.");
        }
        JsonNode params = body.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            throw McpError.noMessage("\"params\" must be an object.");
        }
        return new Message(
                id(body),
                body.path("method").textValue(),
                params instanceof ObjectNode object ? object : Json.object());
    }

    /** The id of a body, which may be no message otherwise; null where it has none. */
    static @Nullable JsonNode id(ObjectNode body) {
        JsonNode id = body.get("id");
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw McpError.noMessage("\"id\" must be a text or a whole number.");
        }
        return id;
    }

    /** What the message says of itself under a name; missing where it does not. */
    JsonNode meta(String name) {
        return params.path(META).path(name);
    }

    /** By which the client wants to hear of progress; null where it does not. */
    @Nullable
    JsonNode progressToken() {
        JsonNode token = meta("progressToken");
        return token.isTextual() || token.isIntegralNumber() ? token : null;
    }
}
