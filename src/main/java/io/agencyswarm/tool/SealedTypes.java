package io.agencyswarm.tool;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sealed interfaces and classes that say nothing to Jackson: their JSON has a property {@code type}, whose value is the
 * simple name of one of the classes that they permit. Jackson's own annotations win.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {

    /** The property that names the class. */
    static final String PROPERTY = "type";

    private static final long serialVersionUID = 1;

    /** Whether Jackson has to be told of a type's subtypes here; it knows those of the JDK by itself. */
    static boolean contains(Class<?> type) {
        return type.isSealed()
                && Modifier.isAbstract(type.getModifiers())
                && !type.isEnum()
                && !type.getName().startsWith("java.")
                && !type.isAnnotationPresent(JsonTypeInfo.class)
                && !type.isAnnotationPresent(JsonDeserialize.class);
    }

    /** Whether a class is one of those that such a type permits. */
    static boolean isSubtype(Class<?> type) {
        return !contains(type)
                && Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                        .anyMatch(SealedTypes::contains);
    }

    /** The classes that a sealed type permits, without those between that are sealed themselves. */
    static List<Class<?>> subtypes(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(permitted -> permitted.isSealed() ? subtypes(permitted).stream() : Stream.of(permitted))
                .toList();
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value own = super.findPolymorphicTypeInfo(config, annotated);
        return own == null && isSealed(annotated)
                ? JsonTypeInfo.Value.construct(
                        JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, PROPERTY, null, false, null)
                : own;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        List<NamedType> own = super.findSubtypes(annotated);
        return own == null && isSealed(annotated)
                ? subtypes(annotated.getRawType()).stream()
                        .map(type -> new NamedType(type, type.getSimpleName()))
                        .toList()
                : own;
    }

    private static boolean isSealed(Annotated annotated) {
        return annotated instanceof AnnotatedClass && contains(annotated.getRawType());
    }
}
