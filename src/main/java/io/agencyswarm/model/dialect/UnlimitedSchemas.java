package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;

/**
 * Rewrites schemas for providers that refuse limits in them, such as Anthropic. The limits are moved to the
 * descriptions, and the answer is validated against the original schema. See "JSON Schema limitations" in Anthropic's
 * "Structured outputs".
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

    /** The keywords whose values are maps of schemas by name. */
    private static final List<String> NAMED = List.of("properties", "$defs", "definitions");

    private UnlimitedSchemas() {}

    /** Moves the limits of a schema and of all nested schemas to the descriptions. */
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
