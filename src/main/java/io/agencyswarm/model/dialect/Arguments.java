package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;

/** The arguments of calls for formats that have them as objects. */
final class Arguments {

    private Arguments() {}

    /** The arguments as an object, which they need not be: models write what they like, and see it again here. */
    static JsonNode object(String arguments) {
        try {
            JsonNode value = Json.read(arguments);
            if (value.isObject()) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // Shown to the model below, as any text that is no object.
        }
        return arguments.isBlank() ? Json.object() : Json.object().put("arguments", arguments);
    }
}
