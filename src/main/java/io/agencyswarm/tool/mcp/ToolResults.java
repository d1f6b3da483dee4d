package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.DataUrl;
import io.agencyswarm.tool.ImageTypes;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Converts a call's result to the original's format: a text, an image or a file is an object with its {@code type};
 * several are a list. Content that models do not accept is replaced by a text.
 */
final class ToolResults {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*+={0,2}");

    private static final String PDF = "application/pdf";

    private ToolResults() {}

    static JsonNode of(ObjectNode result) {
        ArrayNode parts = Json.array();
        for (JsonNode content : result.path("content")) {
            parts.add(part(content));
        }
        if (parts.isEmpty()) {
            // Models interpret an empty output as a failure.
            JsonNode structured = result.path("structuredContent");
            return text(structured.isMissingNode() ? "Done." : Json.text(structured));
        }
        return parts.size() == 1 ? parts.get(0) : parts;
    }

    private static ObjectNode part(JsonNode content) {
        return switch (content.path("type").asText()) {
            case "text" -> text(content.path("text").asText());
            case "image" -> data(content, content.path("data").asText(), "");
            case "audio" -> leftOut(content);
            case "resource" -> resource(content.path("resource"));
            default -> text(Json.text(content));
        };
    }

    private static ObjectNode resource(JsonNode resource) {
        return resource.has("blob")
                ? data(
                        resource,
                        resource.path("blob").asText(),
                        resource.path("uri").asText())
                : text(resource.path("text").asText());
    }

    private static ObjectNode data(JsonNode content, String base64, String uri) {
        String type = content.path("mimeType").asText().toLowerCase(Locale.ROOT);
        if (BASE64.matcher(base64).matches()) {
            if (ImageTypes.contains(type)) {
                return Json.object()
                        .put("type", "image")
                        .put("image_url", DataUrl.of(type, base64).toString());
            }
            if (type.equals(PDF)) {
                return Json.object()
                        .put("type", "file")
                        .put("file_data", DataUrl.of(PDF, base64).toString())
                        .put("filename", filename(uri));
            }
        }
        return leftOut(content);
    }

    private static String filename(String uri) {
        String last = uri.substring(uri.lastIndexOf('/') + 1).replaceAll("[^\\p{L}\\p{N}._ -]", "_");
        return last.isBlank() ? "document.pdf" : last.substring(Math.max(0, last.length() - 100));
    }

    private static ObjectNode leftOut(JsonNode content) {
        String type = content.path("mimeType").asText("unknown");
        return text("[The tool returned data of the type " + type.substring(0, Math.min(100, type.length()))
                + ", which models do not accept. It was left out.]");
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }
}
