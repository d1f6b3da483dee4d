package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.text.Secrets;
import io.agencyswarm.tool.ToolResult;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts tool results to the protocol's content types. */
final class ToolContents {

    private static final Pattern DATA = Pattern.compile("data:([^,;]*+)([^,]*);base64,", Pattern.CASE_INSENSITIVE);

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^;\"]*)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> UTF8 = Set.of("utf-8", "us-ascii");

    private ToolContents() {}

    /**
     * Converts a tool's result: texts, images and files to their own content types, an object to text and structured
     * content.
     *
     * @param revision the client's revision: the first one does not support links
     */
    static ObjectNode of(ToolResult result, Revision revision) {
        JsonNode output = result.output();
        if (output.isTextual()) {
            return textWithValue(output.textValue(), result.value());
        }
        ObjectNode json = Json.object();
        ArrayNode content = json.putArray("content");
        output.forEach(part -> content.add(supported(content(part), revision)));
        return json;
    }

    /** Converts an agency's answer, which is text or JSON. */
    static ObjectNode answer(JsonNode response) {
        return textWithValue(response.isTextual() ? response.textValue() : Json.text(response), response);
    }

    /** Returns a text, with structured content if the value is an object. */
    private static ObjectNode textWithValue(String text, JsonNode value) {
        ObjectNode json = Json.object();
        json.putArray("content").add(text(text));
        if (value.isObject()) {
            json.set("structuredContent", value);
        }
        return json;
    }

    /**
     * Returns the result of a failed call. The sentence says what went wrong, so that the client can correct the call.
     */
    static ObjectNode failure(String sentence) {
        ObjectNode json = Json.object();
        json.putArray("content").add(text(Secrets.redact(sentence)));
        return json.put("isError", true);
    }

    /** Returns the content, or a text with the same information for clients that do not support its type. */
    private static ObjectNode supported(ObjectNode content, Revision revision) {
        boolean link = content.path("type").asText().equals("resource_link");
        return link && revision == Revision.V2025_03_26
                ? text("[The tool returned a link to \"" + content.path("name").asText() + "\": "
                        + content.path("uri").asText() + "]")
                : content;
    }

    private static ObjectNode content(JsonNode part) {
        return switch (part.path("type").asText()) {
            case "input_text" -> text(part.path("text").asText());
            case "input_image" ->
                part.has("image_url")
                        ? media(part.path("image_url").asText(), "image")
                        : uploaded("an image", part.path("file_id").asText());
            default -> file(part);
        };
    }

    private static ObjectNode file(JsonNode part) {
        String name = part.path("filename").asText("file");
        if (part.has("file_data")) {
            return media(part.path("file_data").asText(), name);
        }
        return part.has("file_url")
                ? link(part.path("file_url").asText(), name)
                : uploaded("a file", part.path("file_id").asText());
    }

    /** Converts the bytes of a data URL, or returns a link for any other URL. */
    private static ObjectNode media(String url, String name) {
        Matcher data = DATA.matcher(url);
        if (!data.lookingAt()) {
            return link(url, name);
        }
        String type = data.group(1);
        String base64 = url.substring(data.end());
        if (type.startsWith("image/")) {
            return Json.object().put("type", "image").put("data", base64).put("mimeType", type);
        }
        if (type.startsWith("audio/")) {
            return Json.object().put("type", "audio").put("data", base64).put("mimeType", type);
        }
        ObjectNode json = Json.object().put("type", "resource");
        ObjectNode resource = json.putObject("resource")
                .put(
                        "uri",
                        "file:///"
                                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        .replace("+", "%20"));
        Optional<String> text = type.startsWith("text/") && isUtf8(data.group(2)) ? decoded(base64) : Optional.empty();
        // The charset describes the bytes, so it is omitted where the content is text.
        text.ifPresentOrElse(
                value -> resource.put("mimeType", type).put("text", value),
                () -> resource.put("mimeType", type + data.group(2)).put("blob", base64));
        return json;
    }

    /** Returns whether the parameters of a media type name UTF-8, its subset ASCII, or no charset. */
    private static boolean isUtf8(String parameters) {
        Matcher charset = CHARSET.matcher(parameters);
        return !charset.find() || UTF8.contains(charset.group(1).strip().toLowerCase(Locale.ROOT));
    }

    /** Returns the text, or empty if the bytes are not base64 or not UTF-8. */
    private static Optional<String> decoded(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static ObjectNode link(String url, String name) {
        return Json.object().put("type", "resource_link").put("uri", url).put("name", name);
    }

    private static ObjectNode uploaded(String what, String id) {
        return text("[The tool returned " + what + " that is stored at OpenAI, with the id " + id + ".]");
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }
}
