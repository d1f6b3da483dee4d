package io.agencyswarm.nativeimage;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ArrayType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/**
 * Finds the implementations of interfaces and abstract classes in data types. Quarkus's registration of hierarchies
 * follows components, fields and superclasses, but not implementations.
 */
final class Subtypes {

    private static final List<String> NO_DATA =
            List.of("java.", "javax.", "jakarta.", "com.fasterxml.", "io.smallrye.");

    private final IndexView index;
    private final Set<DotName> names = new TreeSet<>();
    private final Set<DotName> seen = new HashSet<>();
    private final Deque<ClassInfo> todo = new ArrayDeque<>();

    private Subtypes(IndexView index) {
        this.index = index;
    }

    /** Returns the subtypes of {@code types} and of the types of their components. */
    static Set<DotName> in(Collection<Type> types, IndexView index) {
        return walk(types, index).names;
    }

    /** Returns the sealed types among {@code types}, the types of their components, and their subtypes. */
    static Set<DotName> sealed(Collection<Type> types, IndexView index) {
        return walk(types, index).seen.stream()
                .filter(name -> {
                    ClassInfo type = index.getClassByName(name);
                    return type != null && type.isSealed() && !type.isEnum();
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Subtypes walk(Collection<Type> types, IndexView index) {
        Subtypes subtypes = new Subtypes(index);
        types.forEach(subtypes::add);
        while (!subtypes.todo.isEmpty()) {
            subtypes.follow(subtypes.todo.poll());
        }
        return subtypes;
    }

    private void follow(ClassInfo type) {
        parts(type).forEach(this::add);
        if (type.isInterface() || type.isAbstract()) {
            Stream.concat(
                            index.getAllKnownImplementations(type.name()).stream(),
                            index.getAllKnownSubclasses(type.name()).stream())
                    .map(ClassInfo::name)
                    .forEach(subtype -> {
                        names.add(subtype);
                        add(subtype);
                    });
        }
    }

    /** Returns the types that Jackson may read or write as parts of a type. */
    private static Stream<Type> parts(ClassInfo type) {
        Stream<Type> fields = type.fields().stream()
                .filter(field -> !Modifier.isStatic(field.flags()))
                .map(field -> field.type());
        Stream<Type> getters = type.methods().stream()
                .filter(method -> method.parametersCount() == 0 && method.name().startsWith("get"))
                .map(method -> method.returnType());
        return Stream.concat(Stream.ofNullable(type.superClassType()), Stream.concat(fields, getters));
    }

    private void add(Type type) {
        switch (type.kind()) {
            case CLASS -> add(type.name());
            case ARRAY -> add(((ArrayType) type).elementType());
            case PARAMETERIZED_TYPE -> {
                add(type.name());
                type.asParameterizedType().arguments().forEach(this::add);
            }
            case WILDCARD_TYPE -> add(type.asWildcardType().extendsBound());
            case TYPE_VARIABLE -> type.asTypeVariable().bounds().forEach(this::add);
            case VOID, PRIMITIVE, UNRESOLVED_TYPE_VARIABLE, TYPE_VARIABLE_REFERENCE -> {}
        }
    }

    private void add(DotName name) {
        if (NO_DATA.stream().noneMatch(name.toString()::startsWith) && seen.add(name)) {
            ClassInfo type = index.getClassByName(name);
            if (type != null) {
                todo.add(type);
            }
        }
    }
}
