package io.agencyswarm.tool.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.agencyswarm.json.Json;
import jakarta.validation.groups.Default;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Generates the schemas of Java types: in the form that Jackson reads, with Bean Validation's limits. */
final class TypeSchemas {

    /** The JSON types of Java types that the generator does not know, or handles differently than Jackson. */
    private static final Map<Class<?>, String> JSON_TYPES = Map.of(
            ObjectNode.class, "object",
            ArrayNode.class, "array",
            byte.class, "integer",
            Byte.class, "integer",
            AtomicInteger.class, "integer",
            AtomicLong.class, "integer",
            AtomicBoolean.class, "boolean",
            OptionalInt.class, "integer",
            OptionalLong.class, "integer",
            OptionalDouble.class, "number");

    private TypeSchemas() {}

    /** Creates a generator, which is not thread-safe. */
    static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        ToolJson.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.FLATTENED_OPTIONALS, Option.NULLABLE_ARRAY_ITEMS_ALLOWED)
                .with(Option.INLINE_NULLABLE_SCHEMAS, Option.PLAIN_DEFINITION_KEYS)
                // The preset replaces a Supplier by its content, but Jackson can't read a Supplier.
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_SUPPLIERS)
                .with(new JacksonModule() {
                    @Override
                    protected @Nullable String resolveDescriptionForType(TypeScope scope) {
                        // Set on the property instead, where it would conflict with the property's own description.
                        return null;
                    }
                })
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS)
                        .forValidationGroups(Default.class));
        builder.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider(new SealedSchemas())
                .withCustomDefinitionProvider(TypeSchemas::ownDefinition);
        builder.forFields()
                .withDescriptionResolver(TypeSchemas::typeDescription)
                .withRequiredCheck(field -> !nullable(field) && defaultValue(field) == null)
                .withNullableCheck(TypeSchemas::nullable)
                .withDefaultResolver(TypeSchemas::defaultValue);
        return new SchemaGenerator(builder.build());
    }

    private static @Nullable String typeDescription(FieldScope field) {
        JsonClassDescription description = field.getType().getErasedType().getAnnotation(JsonClassDescription.class);
        return description == null ? null : description.value();
    }

    private static boolean nullable(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? field.getContainerItemAnnotation(Nullable.class) != null
                : Optionality.nullable(field.getRawMember().getAnnotatedType());
    }

    private static @Nullable JsonNode defaultValue(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? null
                : Optionality.defaultValue(
                        field.getRawMember(), field.getRawMember().getGenericType());
    }

    private static @Nullable CustomDefinition ownDefinition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> erased = type.getErasedType();
        if (erased.isEnum()) {
            return inline(ofEnum(erased));
        }
        if (erased == JsonNode.class) {
            return inline(Json.object());
        }
        String jsonType = JSON_TYPES.get(erased);
        if (jsonType != null) {
            return inline(Json.object().put("type", jsonType));
        }
        RecordParts.check(erased);
        return switch (JsonForm.of(javaType(type))) {
            case JsonForm.Scalar scalar -> inline(scalar.schema());
            case JsonForm.Wrapped wrapped ->
                inline(context.createDefinitionReference(resolved(wrapped.content(), context)));
            case JsonForm.Structured _ -> structured(erased);
        };
    }

    private static JavaType javaType(ResolvedType type) {
        TypeFactory types = ToolJson.MAPPER.getTypeFactory();
        JavaType[] parameters =
                type.getTypeParameters().stream().map(TypeSchemas::javaType).toArray(JavaType[]::new);
        return parameters.length == 0
                ? types.constructType(type.getErasedType())
                : types.constructParametricType(type.getErasedType(), parameters);
    }

    private static ResolvedType resolved(JavaType type, SchemaGenerationContext context) {
        Type[] parameters = type.getBindings().getTypeParameters().stream()
                .map(parameter -> resolved(parameter, context))
                .toArray(Type[]::new);
        return context.getTypeContext().resolve(type.getRawClass(), parameters);
    }

    private static @Nullable CustomDefinition structured(Class<?> erased) {
        if (!instantiable(erased)) {
            throw new IllegalArgumentException(erased.getName()
                    + " is abstract, so it can't be read from JSON: use a record, or declare its subtypes with"
                    + " @JsonTypeInfo and @JsonSubTypes");
        }
        return null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
    }

    /** Writes the constants as Jackson does. The generator's own module does so only if all of them are annotated. */
    private static ObjectNode ofEnum(Class<?> type) {
        ArrayNode constants = ToolJson.MAPPER.valueToTree(type.getEnumConstants());
        boolean text = constants.path(0).isTextual();
        return Json.object().put("type", text ? "string" : "integer").set("enum", constants);
    }

    private static boolean instantiable(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                || type.isPrimitive()
                || type.isArray()
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type == Number.class
                || type.isAnnotationPresent(JsonTypeInfo.class)
                || type.isAnnotationPresent(JsonDeserialize.class);
    }
}
