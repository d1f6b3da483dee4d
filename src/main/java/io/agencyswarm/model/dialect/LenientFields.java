package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.json.Json;

/** Reads fields that may be missing, null or of a wrong type. */
final class LenientFields {

    private LenientFields() {}

    /** Returns a text; empty if the value is not a text. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : "";
    }

    /** Returns a field's text; empty if it is missing or not a text. */
    static String text(JsonNode object, String field) {
        return text(object.path(field));
    }

    /** Returns a field's text or number as text; empty if it is neither. */
    static String word(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isNumber() ? value.asText() : text(value);
    }

    /**
     * Returns a list; a missing or null node if there is none. Any other value is an {@link UnexpectedShapeException}.
     */
    static JsonNode list(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            throw new UnexpectedShapeException();
        }
        return value;
    }

    /** Parses a JSON text. Returns a missing node if it is not valid. */
    static JsonNode parse(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
