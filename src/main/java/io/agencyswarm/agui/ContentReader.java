package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.FieldReader;
import java.util.List;

/**
 * Reads the content of a message: text, or a list of parts. Also reads the part {@code binary} of earlier protocol
 * versions as a media part.
 */
final class ContentReader {

    private static final List<String> KINDS = List.of("text", "image", "audio", "video", "document", "binary");

    private ContentReader() {}

    /**
     * The content of a message, in the forms for clients and for models.
     *
     * @param forClient text, or a list of AG-UI parts
     * @param forModel text, or a list of Responses API parts
     */
    record InputContent(JsonNode forClient, JsonNode forModel) {}

    /** Reads the required field {@code content}. */
    static InputContent read(FieldReader message) {
        JsonNode content = message.get("content");
        if (content == null) {
            message.addMissing("content");
        } else if (content.isTextual()) {
            return new InputContent(content, content);
        } else if (!content.isArray()) {
            message.addProblem("Input should be a string or a list of parts", "string_type", "content");
        } else {
            return parts(message.objects("content"));
        }
        JsonNode emptyText = Json.object().textNode("");
        return new InputContent(emptyText, emptyText);
    }

    /**
     * Converts a tool's output to the form for clients: a list of Responses API parts becomes a list of AG-UI parts.
     */
    static JsonNode forClient(JsonNode output) {
        if (output.isTextual()) {
            return output;
        }
        if (!output.isArray()) {
            return TextNode.valueOf(Json.text(output));
        }
        ArrayNode forClient = Json.array();
        for (JsonNode part : output) {
            forClient.add(
                    switch (part.path("type").asText("")) {
                        case "input_image", "input_file" ->
                            MediaPart.ofResponses(part).forClient();
                        default ->
                            Json.object()
                                    .put("type", "text")
                                    .put("text", part.path("text").asText(Json.text(part)));
                    });
        }
        return forClient;
    }

    private static InputContent parts(List<FieldReader> parts) {
        ArrayNode forClient = Json.object().arrayNode();
        ArrayNode forModel = Json.object().arrayNode();
        for (FieldReader part : parts) {
            switch (part.requiredOneOf("type", KINDS)) {
                case "text" -> {
                    String text = part.requiredText("text");
                    ObjectNode textPart = Json.object().put("type", "text").put("text", text);
                    JsonNode metadata = part.get("metadata");
                    forClient.add(identified(metadata == null ? textPart : textPart.set("metadata", metadata), part));
                    forModel.add(Json.object().put("type", "input_text").put("text", text));
                }
                case "image", "audio", "video", "document" -> {
                    MediaPart media = MediaPart.read(part);
                    forClient.add(identified(media.forClient(), part));
                    media.forModel().ifPresent(forModel::add);
                }
                case "binary" -> {
                    MediaPart media = MediaPart.ofBinary(part);
                    forClient.add(media.forClient());
                    media.forModel().ifPresent(forModel::add);
                }
                default -> {
                    // The reader has added the problem.
                }
            }
        }
        return new InputContent(forClient, forModel);
    }

    private static ObjectNode identified(ObjectNode forClient, FieldReader part) {
        String id = part.text("id");
        return id == null ? forClient : forClient.put("id", id);
    }
}
