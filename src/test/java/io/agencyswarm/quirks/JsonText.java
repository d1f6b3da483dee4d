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

    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    };

    private JsonText() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Parses a value in a test; {@code '} stands for {@code "}. */
    static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text parsed as JSON if it is JSON, else the text itself. */
    static JsonNode parse(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? TextNode.valueOf(text) : value;
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }

    /** Returns the JSON value in a text; other values unchanged. */
    static JsonNode parse(JsonNode value) {
        return value.isTextual() ? parse(value.textValue()) : value;
    }

    /** Returns JSON in the format of the cases: with a blank after each comma and colon. */
    static String write(JsonNode value) {
        try {
            return SPACED.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether two values are equal; 1 equals 1.0. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    static JsonNode none() {
        return MAPPER.nullNode();
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Returns a text that may be missing; other values as JSON. */
    static @Nullable String orNull(JsonNode value) {
        if (isAbsent(value)) {
            return null;
        }
        return value.isContainerNode() ? write(value) : value.asText();
    }

    /** Returns all texts within a value. */
    static String leaves(JsonNode value) {
        if (value.isContainerNode()) {
            StringBuilder all = new StringBuilder();
            value.forEach(element -> all.append(leaves(element)));
            return all.toString();
        }
        return value.asText("");
    }

    /** Returns the text of a message's content in any form. */
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

    /** Returns the last element of a list; a missing node if it is empty. */
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
