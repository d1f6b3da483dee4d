package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import java.util.List;

/**
 * Converts the content of a message to the form that the Responses API accepts: {@code output_text} for the model's
 * messages, {@code input_text} for all others, and never an empty array. Parts that are not text stay unchanged.
 */
final class MessageContent {

    private MessageContent() {}

    /** Returns the content for a message of this role. Content that needs no change is returned as the same tree. */
    static JsonNode of(JsonNode content, String role) {
        if (content.isTextual()) {
            return content;
        }
        boolean model = role.equals("assistant");
        ArrayNode parts = Json.object().arrayNode();
        for (JsonNode part : content.isArray() ? content : Json.array()) {
            if (!part.isNull()) {
                parts.add(model ? modelPart(part) : inputPart(part));
            }
        }
        return parts.isEmpty() ? ofText(content, model) : parts;
    }

    /** Returns the content for a message without parts. */
    private static JsonNode ofText(JsonNode content, boolean model) {
        String text = content.isNull() || content.isContainerNode() ? "" : content.asText();
        return model ? Json.object().arrayNode().add(clean(TextNode.valueOf(text))) : TextNode.valueOf(text);
    }

    private static JsonNode modelPart(JsonNode part) {
        return switch (type(part)) {
            case "output_text" -> isOutputText(part) ? part : clean(part);
            case "input_text", "text" -> clean(part);
            case "refusal" -> Json.object().put("type", "refusal").put("refusal", text(part, "refusal"));
            default -> part;
        };
    }

    private static boolean isOutputText(JsonNode part) {
        return part.path("text").isTextual()
                && part.propertyStream().allMatch(field -> switch (field.getKey()) {
                    case "type", "text" -> true;
                    case "annotations", "logprobs" -> field.getValue().isArray();
                    default -> false;
                });
    }

    private static ObjectNode clean(JsonNode part) {
        ObjectNode text = Json.object().put("type", "output_text").put("text", text(part, "text"));
        for (String field : List.of("annotations", "logprobs")) {
            if (part.path(field).isArray()) {
                text.set(field, part.get(field));
            }
        }
        return text;
    }

    private static JsonNode inputPart(JsonNode part) {
        return switch (type(part)) {
            case "output_text", "text" -> inputText(text(part, "text"));
            case "refusal" -> inputText(text(part, "refusal"));
            default -> part;
        };
    }

    /** The type of a part. A part that is a string instead of an object is a text. */
    private static String type(JsonNode part) {
        return part.isTextual() ? "text" : part.path("type").asText("");
    }

    private static String text(JsonNode part, String field) {
        return part.isTextual() ? part.textValue() : part.path(field).asText("");
    }

    private static ObjectNode inputText(String text) {
        return Json.object().put("type", "input_text").put("text", text);
    }
}
