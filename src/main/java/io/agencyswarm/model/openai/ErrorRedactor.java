package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.http.RequestTarget;
import java.nio.charset.StandardCharsets;

/** Removes secrets that were sent to a server from the errors that it reports, because these are passed to clients. */
final class ErrorRedactor {

    private ErrorRedactor() {}

    /**
     * Redacts the texts of an event.
     *
     * @param tree the same event
     * @return the same array if it holds no secrets
     */
    static byte[] redact(byte[] event, JsonNode tree, RequestTarget target) {
        String text = new String(event, StandardCharsets.UTF_8);
        return target.redact(text).equals(text) ? event : Json.bytes(redactValue(tree, target));
    }

    private static JsonNode redactValue(JsonNode value, RequestTarget target) {
        return switch (value) {
            case TextNode text -> TextNode.valueOf(target.redact(text.textValue()));
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(redactValue(element, target)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                object.properties().forEach(field -> copy.set(field.getKey(), redactValue(field.getValue(), target)));
                yield copy;
            }
            default -> value;
        };
    }
}
