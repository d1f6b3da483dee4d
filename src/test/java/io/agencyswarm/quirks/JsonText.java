package io.agencyswarm.quirks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** JSON, and the text in it. */
final class JsonText {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectWriter SPACED = MAPPER.writer(new PythonSpacing());

    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private JsonText() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A value that the test itself wrote; {@code '} stands for {@code "}. */
    static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON value where the text is one, else the text itself. */
    static JsonNode parse(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? TextNode.valueOf(text) : value;
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }

    /** The value that a text holds; any other value as it is. */
    static JsonNode parse(JsonNode value) {
        return value.isTextual() ? parse(value.textValue()) : value;
    }

    /** JSON as the cases quote it: with a blank after each comma and colon. */
    static String write(JsonNode value) {
        try {
            return SPACED.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether two values are equal; 1 and 1.0 are. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    static JsonNode none() {
        return MAPPER.nullNode();
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** A text that may be missing; other values as JSON. */
    static @Nullable String orNull(JsonNode value) {
        if (isAbsent(value)) {
            return null;
        }
        return value.isContainerNode() ? write(value) : value.asText();
    }

    /** All text within a value. */
    static String leaves(JsonNode value) {
        if (value.isContainerNode()) {
            StringBuilder all = new StringBuilder();
            value.forEach(element -> all.append(leaves(element)));
            return all.toString();
        }
        return value.asText("");
    }

    /** The text of a message's content, whatever its form. */
    static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.textValue() : "";
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode part : content) {
            String text = part.path("text").asText("");
            all.append(text.isEmpty() ? part.path("refusal").asText("") : text);
        }
        return all.toString();
    }

    /** The last element of a list; missing where there is none. */
    static JsonNode last(JsonNode list) {
        return list.isEmpty() ? MissingNode.getInstance() : list.path(list.size() - 1);
    }

    private static final class PythonSpacing extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(": ");
        }
    }
}
