package io.agencyswarm.tool;

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
import io.agencyswarm.item.Json;
import java.util.Optional;
import java.util.Set;

/** What JSON Jackson reads a type from. A type can look like an object with fields and yet be read from a text. */
sealed interface JsonForm {

    /** Read from one value without parts, of which {@code schema} tells all. */
    record Scalar(ObjectNode schema) implements JsonForm {}

    /** Read from what another type is read from, and made of that. */
    record Wrapped(JavaType content) implements JsonForm {}

    /** Read as its structure shows: by its components, elements or entries, or as one of its subtypes. */
    record Structured() implements JsonForm {}

    /** Types that Jackson could read, but that no caller should choose: a class would be loaded by its name. */
    Set<Class<?>> REFUSED = Set.of(Class.class, StackTraceElement.class);

    /** Types that any value, or one of some type, is read into. */
    Set<Class<?>> ANY = Set.of(Object.class, Optional.class);

    /**
     * The form of a type, as {@link ArgumentBinder} reads it.
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
            // A deserializer of the application's own.
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
            // It has setters perhaps, but what they set is not what the type holds.
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
            return ((DefaultDeserializationContext) ArgumentBinder.MAPPER.getDeserializationContext())
                    .createDummyInstance(config())
                    .findContextualValueDeserializer(type, null);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    "Jackson can't read a " + type.getRawClass().getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static DeserializationConfig config() {
        return ArgumentBinder.MAPPER.getDeserializationConfig();
    }

    private static IllegalArgumentException unreadable(Class<?> type, String instead) {
        return new IllegalArgumentException("Jackson can't read a " + type.getTypeName() + ": " + instead);
    }
}
