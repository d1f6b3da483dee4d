package io.agencyswarm.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Helpers for JSON from the wire. */
final class Wire {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Wire() {}

    /** Returns the text parsed as JSON if it is JSON, else the text itself. */
    static JsonNode parse(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? TextNode.valueOf(text) : value;
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns the value of a key; JSON's null if the key is missing. */
    static JsonNode orNull(JsonNode object, String key) {
        JsonNode value = object.get(key);
        return value == null ? NullNode.getInstance() : value;
    }

    /** Returns whether a value is not null, false, zero or empty. */
    static boolean present(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            case BINARY, POJO -> true;
        };
    }

    /** Returns a new object with those of the keys that exist. */
    static ObjectNode only(JsonNode object, Iterable<String> keys) {
        ObjectNode stored = object();
        for (String key : keys) {
            if (object.has(key)) {
                stored.set(key, object.get(key));
            }
        }
        return stored;
    }
}
