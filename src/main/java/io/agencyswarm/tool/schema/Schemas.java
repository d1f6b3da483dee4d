package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import io.agencyswarm.json.Json;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Writes the JSON schemas of tools. {@link SchemaCheck} validates calls against the same schemas. All methods throw
 * {@link IllegalArgumentException} if a type has no schema.
 */
public final class Schemas {

    private Schemas() {}

    /** Writes the schema of a record whose components are the arguments. */
    public static ObjectNode of(Class<?> type) {
        ObjectNode schema = plain(TypeSchemas.generator().generateSchema(type));
        if (!schema.path("type").asText().equals("object")) {
            throw new IllegalArgumentException(
                    "Jackson reads it from the JSON type " + schema.path("type").asText()
                            + ", not from an object: make its components readable by their names");
        }
        // Some providers refuse a tool without "properties", which the generator leaves out if there are no components.
        schema.withObjectProperty("properties");
        return schema;
    }

    /** Writes the schema of an object with one property of this type. */
    static ObjectNode of(String property, Type type) {
        SchemaBuilder builder = TypeSchemas.generator().buildMultipleSchemaDefinitions();
        ObjectNode properties = Json.object().set(property, builder.createSchemaReference(type));
        return closed(properties, Json.array().add(property), builder.collectDefinitions("$defs"));
    }

    /** Writes the schema of a method's arguments. */
    public static ObjectNode of(List<ToolParameter> parameters) {
        ObjectNode properties = Json.object();
        ArrayNode required = Json.array();
        SchemaBuilder builder = TypeSchemas.generator().buildMultipleSchemaDefinitions();
        for (ToolParameter parameter : parameters) {
            properties.set(
                    parameter.name(),
                    builder.createSchemaReference(parameter.type().getType()));
            if (!parameter.optional()) {
                required.add(parameter.name());
            }
        }
        // The generator fills in the references only here, with a $ref or with the schema itself.
        ObjectNode definitions = builder.collectDefinitions("$defs");
        for (ToolParameter parameter : parameters) {
            properties.set(parameter.name(), property(parameter, (ObjectNode) properties.get(parameter.name())));
        }
        return closed(properties, required, definitions);
    }

    /** Writes the schema of an object that has these properties and no others. */
    private static ObjectNode closed(ObjectNode properties, ArrayNode required, ObjectNode definitions) {
        ObjectNode schema = Json.object().put("type", "object");
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false);
        if (!definitions.isEmpty()) {
            schema.set("$defs", definitions);
        }
        return plain(schema);
    }

    private static ObjectNode property(ToolParameter parameter, ObjectNode type) {
        ConstraintWriter.write(type, parameter.annotations(), parameter.type());
        ObjectNode property = parameter.nullable() ? Optionality.orNull(type) : type;
        if (!parameter.description().isEmpty()) {
            property.put("description", parameter.description());
        }
        JsonNode defaultValue = parameter.defaultValue();
        if (defaultValue != null) {
            property.set("default", defaultValue);
        }
        return property;
    }

    /**
     * Normalizes a schema: the generator's trees hold Java objects, and numbers of types that JSON does not
     * distinguish.
     */
    private static ObjectNode plain(ObjectNode schema) {
        try {
            return (ObjectNode) Json.read(Json.text(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
