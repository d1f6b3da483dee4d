package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.pdf.PdfFile;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.DataUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts, images and files in the results of tools, and writes them as parts of the Responses API. A list is a
 * list of parts if each of its elements is one, or if one of them is a {@link ToolOutput} or a content of LangChain4j;
 * then the others become texts. All methods throw {@link IllegalArgumentException}, with a message for the end of a
 * sentence, for a part that can't be sent to models.
 */
final class OutputConverter {

    private static final String LIMIT_KEY = "agency-swarm.limits.tool-media-bytes";

    private OutputConverter() {}

    /** Converts a result to the value that clients get. */
    static JsonNode value(@Nullable Object returned) {
        if (returned instanceof Collection<?> list && list.stream().anyMatch(OutputConverter::isTyped)) {
            ArrayNode value = Json.array();
            list.forEach(element -> value.add(isTyped(element) ? value(element) : asTextPart(toTree(element))));
            return value;
        }
        return returned != null && isTyped(returned) ? typed(returned).json() : toTree(returned);
    }

    /** Converts a value to the output that models get: a text, or a list of parts. */
    static JsonNode output(JsonNode value) {
        List<ToolOutput> parts = parts(value);
        if (parts.isEmpty()) {
            return TextNode.valueOf(plainText(value));
        }
        ArrayNode output = Json.array();
        parts.forEach(part -> output.add(writeInputPart(part)));
        return output;
    }

    /**
     * Enforces the maximum size of images and files. In a list, one that is too large is replaced by a sentence; the
     * other parts stay, because the call may not be repeatable. A single one that is too large is refused.
     *
     * @param max the maximum number of bytes of one image or file
     */
    static JsonNode limit(JsonNode value, long max) {
        List<ToolOutput> parts = parts(value);
        if (parts.stream().noneMatch(part -> bytes(part) > max)) {
            return value;
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("an image or file that it returned has " + bytes(parts.getFirst())
                    + " bytes, but may have at most " + max + " (" + LIMIT_KEY + ")");
        }
        ArrayNode limited = Json.array();
        for (int i = 0; i < parts.size(); i++) {
            long bytes = bytes(parts.get(i));
            limited.add(bytes > max ? leftOut(bytes, max) : value.get(i));
        }
        return limited;
    }

    private static ObjectNode leftOut(long bytes, long max) {
        return new ToolOutput.Text("[An image or file of " + bytes + " bytes was left out. It may have at most " + max
                        + " (" + LIMIT_KEY + ").]")
                .json();
    }

    /** Returns the number of bytes of an image or file in the value itself, not at its address. */
    private static long bytes(ToolOutput part) {
        @Nullable
        String data = switch (part) {
            case ToolOutput.Text _ -> null;
            case ToolOutput.Image image -> image.url();
            case ToolOutput.File file -> file.data();
        };
        return data == null ? 0 : DataUrl.parse(data).map(DataUrl::size).orElse(0L);
    }

    /** Returns the parts of a value; empty for an ordinary value. */
    static List<ToolOutput> parts(JsonNode value) {
        if (!value.isArray()) {
            return parsePart(value).map(List::of).orElse(List.of());
        }
        List<ToolOutput> parts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            Optional<ToolOutput> part = parsePart(element);
            if (part.isEmpty()) {
                return List.of();
            }
            parts.add(part.get());
        }
        return parts;
    }

    private static Optional<ToolOutput> parsePart(JsonNode value) {
        return switch (value.path("type").asText("")) {
            case "text" -> Optional.ofNullable(field(value, "text")).map(ToolOutput.Text::new);
            case "image" -> hasOneOf(value, "image_url", "file_id") ? Optional.of(parseImage(value)) : Optional.empty();
            case "file" ->
                hasOneOf(value, "file_data", "file_url", "file_id") ? Optional.of(parseFile(value)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static ToolOutput parseImage(JsonNode value) {
        return new ToolOutput.Image(field(value, "image_url"), field(value, "file_id"), field(value, "detail"));
    }

    private static ToolOutput parseFile(JsonNode value) {
        return new ToolOutput.File(
                field(value, "file_data"), field(value, "file_url"), field(value, "file_id"), field(value, "filename"));
    }

    private static boolean hasOneOf(JsonNode value, String... fields) {
        return List.of(fields).stream().anyMatch(field -> field(value, field) != null);
    }

    private static @Nullable String field(JsonNode value, String name) {
        return value.path(name).textValue();
    }

    private static ObjectNode writeInputPart(ToolOutput part) {
        ObjectNode json = Json.object();
        switch (part) {
            case ToolOutput.Text(String text) -> json.put("type", "input_text").put("text", text);
            case ToolOutput.Image image -> {
                json.put("type", "input_image");
                put(json, "image_url", image.url());
                put(json, "file_id", image.fileId());
                put(json, "detail", image.detail());
            }
            case ToolOutput.File file -> {
                json.put("type", "input_file");
                put(json, "file_data", file.data());
                put(json, "file_url", file.url());
                put(json, "file_id", file.fileId());
                put(json, "filename", file.filename());
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    private static JsonNode asTextPart(JsonNode value) {
        return parsePart(value).isPresent() ? value : new ToolOutput.Text(plainText(value)).json();
    }

    private static String plainText(JsonNode value) {
        return value.isTextual() ? value.textValue() : Json.text(value);
    }

    private static JsonNode toTree(@Nullable Object value) {
        try {
            return value instanceof JsonNode json ? json : Json.tree(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("what it returned can't be written as JSON", e);
        }
    }

    private static boolean isTyped(@Nullable Object returned) {
        return returned instanceof ToolOutput || returned instanceof Content || returned instanceof Image;
    }

    private static ToolOutput typed(Object returned) {
        return switch (returned) {
            case ToolOutput output -> output;
            case Image image -> imageOf(image, null);
            case TextContent text -> new ToolOutput.Text(text.text());
            case ImageContent content -> imageOf(content.image(), detail(content.detailLevel()));
            case PdfFileContent content -> pdfOf(content.pdfFile());
            default ->
                throw new IllegalArgumentException("what it returned is "
                        + returned.getClass().getSimpleName() + ", but only texts, images and PDFs can be sent to"
                        + " models");
        };
    }

    private static ToolOutput imageOf(Image image, @Nullable String detail) {
        return new ToolOutput.Image(url(image.url(), image.mimeType(), image.base64Data()), null, detail);
    }

    private static ToolOutput pdfOf(PdfFile file) {
        @Nullable String url = url(file.url(), file.mimeType(), file.base64Data());
        boolean hasBytes = url != null && DataUrl.parse(url).isPresent();
        return new ToolOutput.File(null, url, null, hasBytes ? "document.pdf" : null);
    }

    private static @Nullable String url(@Nullable URI address, @Nullable String type, @Nullable String base64) {
        if (base64 != null) {
            return DataUrl.of(String.valueOf(type), base64).toString();
        }
        return address == null ? null : address.toString();
    }

    private static String detail(ImageContent.DetailLevel level) {
        return switch (level) {
            case LOW -> "low";
            case HIGH, ULTRA_HIGH -> "high";
            case MEDIUM, AUTO -> "auto";
        };
    }
}
