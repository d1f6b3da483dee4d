package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.item.Json;

/** Reads fields that may be absent, null or of another type than they should be. */
final class LenientFields {

    private LenientFields() {}

    /** A text; empty where there is none. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : "";
    }

    /** A field's text; empty where there is none. */
    static String text(JsonNode object, String field) {
        return text(object.path(field));
    }

    /** A word, be it a number; empty where there is none. */
    static String word(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isNumber() ? value.asText() : text(value);
    }

    /** A list; empty where there is none. */
    static JsonNode list(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            throw new UnexpectedShapeException();
        }
        return value;
    }

    /** The value of a JSON text; a missing one where it is none. */
    static JsonNode parsed(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
