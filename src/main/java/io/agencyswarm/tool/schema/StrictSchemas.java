package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Converts schemas to the subset that providers enforce while the model writes. All properties are required, optional
 * ones may be null, and no other properties are allowed. Limits that the subset does not support are left out here and
 * checked by {@link SchemaCheck} afterwards. See OpenAI's "Structured model outputs".
 */
public final class StrictSchemas {

    private static final Set<String> KEPT = Set.of(
            "type",
            "description",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems");
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

    /** Maximum nesting depth of objects in a schema. */
    private static final int MAX_LEVELS = 10;

    private StrictSchemas() {}

    /**
     * Converts a schema that {@link Schemas} wrote to a strict one.
     *
     * @throws IllegalArgumentException if part of it can't be expressed in the subset
     */
    static ObjectNode of(ObjectNode schema) {
        return of(schema, "");
    }

    /**
     * Returns whether a schema is strict already. Accepts any schema, and returns false in case of doubt, because
     * OpenAI refuses a request if one of its tools is not valid.
     */
    public static boolean allows(ObjectNode schema) {
        if (isNone(schema)) {
            return true;
        }
        try {
            return !schema.has("anyOf")
                    && depth(schema) <= MAX_LEVELS
                    && of(schema).equals(schema);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Returns whether this is the schema of a tool without arguments. */
    private static boolean isNone(ObjectNode schema) {
        return schema.path("type").asText("").equals("object")
                && schema.path("properties").isObject()
                && schema.path("properties").isEmpty()
                && schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue()
                && schema.path("required").isEmpty()
                && Set.of("type", "properties", "additionalProperties", "required")
                        .containsAll(schema.properties().stream()
                                .map(Map.Entry::getKey)
                                .toList());
    }

    private static int depth(JsonNode schema) {
        int deepest = 0;
        for (JsonNode value : schema) {
            deepest = Math.max(deepest, depth(value));
        }
        return deepest + (schema.has("properties") ? 1 : 0);
    }

    private static ObjectNode of(JsonNode schema, String path) {
        ObjectNode strict = Json.object();
        if (schema.has("$ref")) {
            String target = schema.get("$ref").asText();
            if (!target.startsWith("#")) {
                throw new IllegalArgumentException(
                        path + " refers to a schema in another document: " + ValueExcerpt.text(target));
            }
            // A reference must not have sibling keywords.
            return strict.put("$ref", target);
        }
        if (schema.isEmpty()) {
            throw new IllegalArgumentException((path.isEmpty() ? "it" : path)
                    + " may be any JSON, which providers can't enforce: give it a specific type");
        }
        for (String keyword : KEPT) {
            if (schema.has(keyword)) {
                strict.set(keyword, schema.get(keyword));
            }
        }
        if (FORMATS.contains(schema.path("format").asText())) {
            strict.set("format", schema.get("format"));
        }
        // The subset's patterns do not support look-around.
        if (schema.has("pattern") && !schema.get("pattern").asText().contains("(?")) {
            strict.set("pattern", schema.get("pattern"));
        }
        if (strict.path("const").isTextual()) {
            strict.put("type", "string");
        }
        inner(schema, strict, path);
        return strict;
    }

    private static void inner(JsonNode schema, ObjectNode strict, String path) {
        if (schema.has("items")) {
            strict.set("items", of(schema.get("items"), path + "[]"));
        }
        if (schema.has("anyOf")) {
            ArrayNode choices = strict.putArray("anyOf");
            schema.get("anyOf").forEach(choice -> choices.add(of(choice, path)));
        }
        JsonNode others = schema.path("additionalProperties");
        if (schema.path("properties").isEmpty() && others.isBoolean() && !others.booleanValue()) {
            throw new IllegalArgumentException((path.isEmpty() ? "it" : path)
                    + " has no components, so a model can't write it: add components; "
                    + RecordParts.REGISTER);
        }
        if (schema.has("properties")) {
            properties(schema, strict, path);
        } else if (schema.has("additionalProperties")) {
            throw new IllegalArgumentException((path.isEmpty() ? "it" : path)
                    + " is a map, whose names providers can't enforce: use a list of records");
        }
        if (schema.has("$defs")) {
            ObjectNode definitions = strict.putObject("$defs");
            schema.get("$defs").properties().forEach(entry -> {
                definitions.set(entry.getKey(), of(entry.getValue(), entry.getKey()));
            });
        }
    }

    private static void properties(JsonNode schema, ObjectNode strict, String path) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        ObjectNode properties = strict.putObject("properties");
        ArrayNode all = strict.putArray("required");
        schema.get("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            ObjectNode property = of(entry.getValue(), path.isEmpty() ? name : path + "." + name);
            properties.set(name, required.contains(name) ? property : nullable(property));
            all.add(name);
        });
        strict.put("additionalProperties", false);
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (allowsNull(schema)) {
            return schema;
        }
        if (!schema.has("type") || schema.has("enum")) {
            ObjectNode either = Json.object();
            either.putArray("anyOf").add(schema).addObject().put("type", "null");
            return either;
        }
        ArrayNode types = schema.arrayNode().add(schema.get("type")).add("null");
        schema.set("type", types);
        return schema;
    }

    private static boolean allowsNull(JsonNode schema) {
        return schema.path("type").asText().equals("null")
                || schema.path("type")
                        .valueStream()
                        .anyMatch(type -> type.asText().equals("null"))
                || schema.path("anyOf").valueStream().anyMatch(StrictSchemas::allowsNull);
    }
}
