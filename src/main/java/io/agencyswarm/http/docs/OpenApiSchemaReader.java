package io.agencyswarm.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Converts a JSON schema to the schema model of OpenAPI documents. Unknown keywords are kept. */
final class OpenApiSchemaReader {

    private static final Set<String> SCHEMA = Set.of(
            "items",
            "additionalProperties",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");
    private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    private final UnaryOperator<String> references;

    /**
     * Creates a reader.
     *
     * @param references converts the value of a {@code $ref}
     */
    OpenApiSchemaReader(UnaryOperator<String> references) {
        this.references = references;
    }

    /** Reads a schema that is an object or a boolean. Any other value is read as a schema that allows everything. */
    Schema read(JsonNode json) {
        Schema schema = OASFactory.createSchema();
        if (json.isBoolean()) {
            return schema.booleanSchema(json.booleanValue());
        }
        json.properties().forEach(keyword -> schema.set(keyword.getKey(), value(keyword.getKey(), keyword.getValue())));
        return schema;
    }

    private Object value(String keyword, JsonNode json) {
        if (keyword.equals("$ref")) {
            return references.apply(json.asText());
        }
        if (keyword.equals("type")) {
            return types(json);
        }
        if (SCHEMA.contains(keyword) && (json.isObject() || json.isBoolean())) {
            return read(json);
        }
        if (SCHEMAS.contains(keyword) && json.isArray()) {
            List<Schema> schemas = new ArrayList<>();
            json.forEach(member -> schemas.add(read(member)));
            return schemas;
        }
        if (NAMED_SCHEMAS.contains(keyword) && json.isObject()) {
            Map<String, Schema> schemas = new LinkedHashMap<>();
            json.properties().forEach(member -> schemas.put(member.getKey(), read(member.getValue())));
            return schemas;
        }
        return plain(json);
    }

    private static List<SchemaType> types(JsonNode json) {
        List<SchemaType> types = new ArrayList<>();
        for (JsonNode type : json.isArray() ? json : Json.object().arrayNode().add(json)) {
            types.add(SchemaType.valueOf(type.asText().toUpperCase(Locale.ROOT)));
        }
        return types;
    }

    private static Object plain(JsonNode json) {
        return Json.mapper().convertValue(json, Object.class);
    }
}
