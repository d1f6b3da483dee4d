package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.json.JsonWeight;
import io.agencyswarm.tool.remote.ServerException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads and writes messages of JSON-RPC 2.0. */
final class JsonRpcMessages {

    private static final int METHOD_NOT_FOUND = -32_601;

    private JsonRpcMessages() {}

    static ObjectNode request(long id, String method, ObjectNode params) {
        return notification(method, params).put("id", id);
    }

    static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
        if (!params.isEmpty()) {
            message.set("params", params);
        }
        return message;
    }

    /** Responds to a request of the server. Only ping is supported. */
    static ObjectNode respond(ObjectNode request) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", request.get("id"));
        if (request.path("method").asText().equals("ping")) {
            response.putObject("result");
        } else {
            response.putObject("error")
                    .put("code", METHOD_NOT_FOUND)
                    .put("message", "This client does not support this method.");
        }
        return response;
    }

    /** Returns whether a message of the server is a response. */
    static boolean isResponse(ObjectNode message) {
        return !message.has("method") && message.has("id");
    }

    /** Returns whether a message of the server is a request. */
    static boolean isRequest(ObjectNode message) {
        return message.has("method") && message.has("id");
    }

    /**
     * Reads the messages in a text: one, or a list, which an older version of the protocol allows.
     *
     * @param maxBytes the maximum size, including the memory that its values take
     * @throws JsonProcessingException if the text is not JSON
     * @throws ServerException if it is too large
     */
    static List<ObjectNode> read(byte[] text, int maxBytes) throws JsonProcessingException, ServerException {
        if (JsonWeight.exceeds(text, maxBytes)) {
            throw ServerException.tooLarge(maxBytes);
        }
        return switch (Json.read(text)) {
            case ObjectNode message -> List.of(message);
            case ArrayNode batch ->
                StreamSupport.stream(batch.spliterator(), false)
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .toList();
            default -> List.of();
        };
    }
}
