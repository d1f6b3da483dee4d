package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.langchain4j.agent.tool.P;
import io.agencyswarm.json.Json;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for missing and null values, which parameters and components share. */
final class Optionality {

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private Optionality() {}

    /**
     * Returns whether the value may be null: it has {@link Nullable}, or its type is one of the {@link Optional} types.
     */
    static boolean nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class)
                || OPTIONALS.contains(
                        ToolJson.MAPPER.constructType(type.getType()).getRawClass());
    }

    /**
     * Returns a schema that allows null in addition to what {@code schema} allows. May change and return
     * {@code schema}.
     */
    static ObjectNode orNull(ObjectNode schema) {
        if (schema.path("type").isTextual() && !schema.has("enum")) {
            String type = schema.get("type").textValue();
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        ObjectNode either = Json.object();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    /**
     * Returns the default value as JSON.
     *
     * @return null if none is declared
     * @throws IllegalArgumentException if the declared text is not a value of the type
     */
    static @Nullable JsonNode defaultValue(AnnotatedElement element, Type type) {
        String text = declared(element);
        if (text == null) {
            return null;
        }
        JavaType javaType = ToolJson.MAPPER.constructType(type);
        try {
            return normalize(TextNode.valueOf(text), javaType);
        } catch (IllegalArgumentException _) {
            return parse(text, javaType);
        }
    }

    private static @Nullable String declared(AnnotatedElement element) {
        P p = element.getAnnotation(P.class);
        if (p != null && !p.defaultValue().equals(P.NO_DEFAULT)) {
            return p.defaultValue();
        }
        JsonProperty property = element.getAnnotation(JsonProperty.class);
        return property == null || property.defaultValue().isEmpty() ? null : property.defaultValue();
    }

    private static JsonNode parse(String text, JavaType type) {
        try {
            return normalize(Json.read(text), type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the default value \"" + text + "\" can't be read as "
                            + type.getRawClass().getSimpleName(),
                    e);
        }
    }

    /** Converts to Java and back, so that the schema shows the default as Jackson writes it. */
    private static JsonNode normalize(JsonNode value, JavaType type) {
        return ToolJson.MAPPER.valueToTree(ToolJson.MAPPER.convertValue(value, type));
    }
}
