package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Supports sealed interfaces and classes without Jackson annotations. Their JSON has a property {@code type}, whose
 * value is the simple name or the {@link JsonTypeName} of a permitted class. If a sealed type has Jackson annotations
 * for subtypes, these apply instead.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {

    /** The property that names the class. */
    static final String PROPERTY = "type";

    private static final long serialVersionUID = 1;

    /** Returns whether this class provides a type's subtypes to Jackson. Jackson supports the JDK's types already. */
    static boolean contains(Class<?> type) {
        return type.isSealed()
                && Modifier.isAbstract(type.getModifiers())
                && !type.isEnum()
                && !type.getName().startsWith("java.")
                && Stream.of(JsonTypeInfo.class, JsonSubTypes.class, JsonDeserialize.class)
                        .noneMatch(type::isAnnotationPresent)
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.isAnnotationPresent(JsonCreator.class));
    }

    /**
     * Returns the permitted classes by their JSON names. Permitted classes that are sealed themselves are replaced by
     * the classes that they permit.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    static Map<String, Class<?>> subtypes(Class<?> type) {
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        permitted(type).forEach(permitted -> {
            Class<?> other = byName.putIfAbsent(name(permitted), permitted);
            if (other != null && other != permitted) {
                throw new IllegalArgumentException(type.getName() + " permits two classes with the JSON name "
                        + name(permitted) + ", " + other.getName() + " and " + permitted.getName()
                        + ": rename one with @JsonTypeName");
            }
        });
        return byName;
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(permitted -> contains(permitted) ? permitted(permitted) : Stream.of(permitted));
    }

    private static String name(Class<?> permitted) {
        JsonTypeName annotation = permitted.getAnnotation(JsonTypeName.class);
        return annotation == null || annotation.value().isEmpty() ? permitted.getSimpleName() : annotation.value();
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value configured = super.findPolymorphicTypeInfo(config, annotated);
        return configured == null && isSealed(annotated)
                ? JsonTypeInfo.Value.construct(
                        JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, PROPERTY, null, false, null)
                : configured;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        List<NamedType> configured = super.findSubtypes(annotated);
        return configured == null && isSealed(annotated)
                ? subtypes(annotated.getRawType()).entrySet().stream()
                        .map(subtype -> new NamedType(subtype.getValue(), subtype.getKey()))
                        .toList()
                : configured;
    }

    private static boolean isSealed(Annotated annotated) {
        return annotated instanceof AnnotatedClass && contains(annotated.getRawType());
    }
}
