package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.item.JsonWeight;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Messages of JSON-RPC 2.0. */
final class Messages {

    private static final int METHOD_NOT_FOUND = -32_601;

    /** A shorter text is not taken for a secret: it may be a part of any sentence. */
    private static final int MIN_SECRET = 6;

    private Messages() {}

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

    /** The answer to a request of the server's; it can ask for nothing but whether the client is there. */
    static ObjectNode answer(ObjectNode request) {
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", request.get("id"));
        if (request.path("method").asText().equals("ping")) {
            answer.putObject("result");
        } else {
            answer.putObject("error").put("code", METHOD_NOT_FOUND).put("message", "This client does not do that.");
        }
        return answer;
    }

    /** Whether a message of the server's answers a request. */
    static boolean isAnswer(ObjectNode message) {
        return !message.has("method") && message.has("id");
    }

    /** Whether a message of the server's wants an answer. */
    static boolean isRequest(ObjectNode message) {
        return message.has("method") && message.has("id");
    }

    /**
     * The messages in a text: one, or, as an older version of the protocol allows, a list of them.
     *
     * @param maxBytes what the text may count as, with the memory that its values take
     * @throws McpException if the text is not JSON
     */
    static List<ObjectNode> read(byte[] text, int maxBytes) throws McpException {
        if (JsonWeight.exceeds(text, maxBytes)) {
            throw tooLarge(maxBytes);
        }
        try {
            JsonNode tree = Json.read(text);
            return switch (tree) {
                case ObjectNode message -> List.of(message);
                case ArrayNode batch ->
                    StreamSupport.stream(batch.spliterator(), false)
                            .filter(ObjectNode.class::isInstance)
                            .map(ObjectNode.class::cast)
                            .toList();
                default -> List.of();
            };
        } catch (JsonProcessingException e) {
            throw new McpException(McpException.Kind.FAILED, "it sent what is not valid JSON", e);
        }
    }

    /** A text of the server's without the secrets that it was given. */
    static String without(Collection<String> secrets, String text) {
        String redacted = text;
        for (String secret : secrets) {
            if (secret.length() >= MIN_SECRET) {
                redacted = redacted.replace(secret, "…");
            }
        }
        return redacted;
    }

    static McpException late(@Nullable Throwable cause) {
        return new McpException(McpException.Kind.TIMEOUT, "it did not answer in time", cause);
    }

    static McpException tooLarge(int maxBytes) {
        return McpException.failed(
                "it sent a message of more than " + maxBytes + " bytes, which is the limit (max-bytes)");
    }
}
