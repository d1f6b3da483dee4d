package io.agencyswarm.tool.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import io.agencyswarm.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schemas of {@link SealedTypes}: one of the permitted classes, with a discriminator property. For one
 * generator.
 */
final class SealedSchemas implements CustomDefinitionProviderV2 {

    /**
     * The schemas by type, including incomplete ones, because a permitted class may have a component of the sealed
     * type.
     */
    private final Map<Class<?>, ObjectNode> schemas = new HashMap<>();

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        Class<?> sealed = type.getErasedType();
        if (!SealedTypes.contains(sealed)) {
            return null;
        }
        ObjectNode schema = schemas.get(sealed);
        if (schema == null) {
            schema = Json.object();
            schemas.put(sealed, schema);
            ArrayNode choices = schema.putArray("anyOf");
            SealedTypes.subtypes(sealed).forEach((name, subtype) -> choices.add(choice(name, subtype, context)));
        }
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.STANDARD, CustomDefinition.AttributeInclusion.NO);
    }

    /** Writes the discriminator property first, because models write the properties in this order. */
    private static ObjectNode choice(String name, Class<?> subtype, SchemaGenerationContext context) {
        ObjectNode schema =
                context.createStandardDefinition(context.getTypeContext().resolve(subtype), null);
        if (!schema.path("type").asText().equals("object")) {
            throw new IllegalArgumentException(subtype.getName()
                    + " is not read from a JSON object, so its JSON can't have a property that names the class:"
                    + " permit only records");
        }
        ObjectNode properties = Json.object();
        properties.putObject(SealedTypes.PROPERTY).put("const", name);
        ObjectNode components = schema.withObjectProperty("properties");
        if (components.has(SealedTypes.PROPERTY)) {
            throw new IllegalArgumentException(subtype.getName() + " has a component \"" + SealedTypes.PROPERTY
                    + "\", which is the property that names the class: rename it, or declare another property with"
                    + " @JsonTypeInfo");
        }
        properties.setAll(components);
        ArrayNode required = Json.array().add(SealedTypes.PROPERTY).addAll(schema.withArrayProperty("required"));
        ObjectNode choice = Json.object().put("type", "object");
        choice.set("properties", properties);
        choice.set("required", required);
        return choice.put("additionalProperties", false);
    }
}
