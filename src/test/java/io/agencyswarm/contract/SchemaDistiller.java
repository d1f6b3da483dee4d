package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Reduces a JSON schema to what a caller must know: types, names, descriptions and limits, with references resolved.
 */
final class SchemaDistiller {

    private static final List<String> KEYS = List.of("type", "description", "enum", "minimum", "maximum", "default");

    private static final JsonNode NULL_SCHEMA = Wire.object().put("type", "null");

    private SchemaDistiller() {}

    static JsonNode schema(JsonNode schema) {
        return schema(schema, Map.of());
    }

    private static JsonNode schema(JsonNode schema, Map<String, JsonNode> outer) {
        if (!schema.isObject()) {
            return schema;
        }
        Map<String, JsonNode> definitions = new HashMap<>(outer);
        schema.path("$defs").forEachEntry(definitions::put);
        if (schema.has("$ref")) {
            return referred(schema, definitions);
        }
        List<JsonNode> choices = StreamSupport.stream(schema.path("anyOf").spliterator(), false)
                .filter(choice -> !choice.equals(NULL_SCHEMA))
                .toList();
        if (choices.size() == 1) {
            ObjectNode merged = ((ObjectNode) schema.deepCopy()).without(List.of("anyOf", "default"));
            merged.setAll((ObjectNode) choices.getFirst());
            return schema(merged, definitions);
        }
        return plain(schema, definitions);
    }

    private static JsonNode referred(JsonNode schema, Map<String, JsonNode> definitions) {
        String reference = schema.get("$ref").asText();
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        ObjectNode distilled = schema(definitions.getOrDefault(name, Wire.object()), definitions)
                .deepCopy();
        distilled.setAll(Wire.only(schema, List.of("description")));
        return distilled;
    }

    private static ObjectNode plain(JsonNode schema, Map<String, JsonNode> definitions) {
        ObjectNode distilled = Wire.object();
        KEYS.stream().filter(schema::hasNonNull).forEach(key -> distilled.set(key, schema.get(key)));
        if (Wire.present(schema.path("required"))) {
            ArrayNode required = distilled.putArray("required");
            StreamSupport.stream(schema.get("required").spliterator(), false)
                    .map(JsonNode::asText)
                    .sorted()
                    .forEach(required::add);
        }
        if (distilled.path("type").isArray()) {
            distilled.set("type", notNull(distilled.get("type")));
        }
        if (schema.has("properties")) {
            ObjectNode properties = distilled.putObject("properties");
            schema.get("properties").forEachEntry((name, value) -> properties.set(name, schema(value, definitions)));
        }
        return distilled;
    }

    private static JsonNode notNull(JsonNode types) {
        return StreamSupport.stream(types.spliterator(), false)
                .filter(type -> !type.asText().equals("null"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a schema of null alone: " + types));
    }
}
