package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.NullifyingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.agencyswarm.json.Json;
import java.util.Optional;
import java.util.Set;

/**
 * The form of JSON from which Jackson reads a type. A type that looks like an object with fields may be read from a
 * text.
 */
sealed interface JsonForm {

    /** Read from a scalar value, which {@code schema} describes completely. */
    record Scalar(ObjectNode schema) implements JsonForm {}

    /** Created from the value of another type. */
    record Wrapped(JavaType content) implements JsonForm {}

    /** Read by its components, elements or entries, or as one of its subtypes. */
    record Structured() implements JsonForm {}

    /** Types that Jackson could read, but that a call must not choose: a class would be loaded by its name. */
    Set<Class<?>> REFUSED = Set.of(Class.class, StackTraceElement.class);

    /** Types that may hold a value of any type. */
    Set<Class<?>> ANY = Set.of(Object.class, Optional.class);

    /**
     * Returns the form from which {@link ToolJson} reads a type.
     *
     * @throws IllegalArgumentException if Jackson can't read the type
     */
    static JsonForm of(JavaType type) {
        Class<?> erased = type.getRawClass();
        if (erased == char[].class) {
            return new Scalar(TextSchemas.of(erased));
        }
        JsonDeserializer<?> reader = reader(type);
        if (REFUSED.contains(erased)
                || reader instanceof UnsupportedTypeDeserializer
                || reader instanceof NullifyingDeserializer) {
            throw unreadable(erased, "use a String, a record or a list");
        }
        if (reader instanceof BeanDeserializerBase bean) {
            return ofBean(erased, bean);
        }
        LogicalType form = reader.logicalType();
        if (form == null) {
            // The application's own deserializer.
            return new Structured();
        }
        return switch (form) {
            case Textual, DateTime, OtherScalar, Binary -> new Scalar(TextSchemas.of(erased));
            case Untyped -> ofUntyped(erased);
            default -> new Structured();
        };
    }

    private static JsonForm ofUntyped(Class<?> erased) {
        if (ANY.contains(erased)) {
            return new Structured();
        }
        throw unreadable(erased, "use a JsonNode for any JSON");
    }

    private static JsonForm ofBean(Class<?> erased, BeanDeserializerBase bean) {
        ValueInstantiator maker = bean.getValueInstantiator();
        if (!maker.canInstantiate()) {
            throw unreadable(erased, "use a record, or give the class a constructor with @JsonCreator");
        }
        if (erased.getName().startsWith("java.")) {
            // Its setters, if any, do not set its value.
            throw unreadable(erased, "use a String, a record or a list");
        }
        if (maker.canCreateUsingDelegate()) {
            return new Wrapped(maker.getDelegateType(config()));
        }
        if (maker.canCreateUsingDefault() || maker.canCreateFromObjectWith()) {
            return new Structured();
        }
        if (maker.canCreateUsingArrayDelegate()) {
            return new Wrapped(maker.getArrayDelegateType(config()));
        }
        return new Scalar(Json.object().put("type", scalarType(maker)));
    }

    private static String scalarType(ValueInstantiator maker) {
        if (maker.canCreateFromString()) {
            return "string";
        }
        if (maker.canCreateFromInt() || maker.canCreateFromLong() || maker.canCreateFromBigInteger()) {
            return "integer";
        }
        return maker.canCreateFromBoolean() ? "boolean" : "number";
    }

    private static JsonDeserializer<?> reader(JavaType type) {
        try {
            return ((DefaultDeserializationContext) ToolJson.MAPPER.getDeserializationContext())
                    .createDummyInstance(config())
                    .findContextualValueDeserializer(type, null);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    "Jackson can't read a " + type.getRawClass().getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static DeserializationConfig config() {
        return ToolJson.MAPPER.getDeserializationConfig();
    }

    private static IllegalArgumentException unreadable(Class<?> type, String instead) {
        return new IllegalArgumentException("Jackson can't read a " + type.getTypeName() + ": " + instead);
    }
}
