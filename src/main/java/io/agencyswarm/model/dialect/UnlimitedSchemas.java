package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;

/**
 * Schemas for providers that refuse a limit in one, as Anthropic does: the model is told of it in the description
 * instead, and the answer is held to it afterwards. After Anthropic's "Structured outputs", "JSON Schema limitations".
 */
final class UnlimitedSchemas {

    private static final List<String> LIMITS = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems");

    /** Of what holds schemas by names that are not keywords. */
    private static final List<String> NAMED = List.of("properties", "$defs", "definitions");

    private UnlimitedSchemas() {}

    /** Moves the limits of a schema, and of all within, to the descriptions. */
    static void simplify(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            describeLimits(object);
            object.properties().forEach(part -> {
                if (NAMED.contains(part.getKey())) {
                    part.getValue().forEach(UnlimitedSchemas::simplify);
                } else {
                    simplify(part.getValue());
                }
            });
        } else if (schema.isArray()) {
            schema.forEach(UnlimitedSchemas::simplify);
        }
    }

    private static void describeLimits(ObjectNode schema) {
        StringJoiner limits = new StringJoiner(", ", "Limits: ", ".");
        limits.setEmptyValue("");
        for (String keyword : LIMITS) {
            JsonNode limit = schema.remove(keyword);
            if (limit != null) {
                limits.add(keyword + " " + limit);
            }
        }
        if (limits.length() > 0) {
            schema.put("description", (schema.path("description").asText("") + " " + limits).strip());
        }
    }
}
