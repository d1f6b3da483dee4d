package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.P;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a tool method whose value is an argument of the call.
 *
 * @param index its index among all parameters of the method, including an injected one
 */
public record ToolParameter(String name, int index, Parameter parameter) {

    /**
     * Returns the parameters of a method, in the order of their declaration.
     *
     * @param injected the type of a parameter whose value is not an argument of the call
     * @throws IllegalArgumentException if a parameter has no name or a duplicate name, or is optional and primitive
     *     without a default
     */
    public static List<ToolParameter> of(Method method, Class<?> injected) {
        List<ToolParameter> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Parameter[] parameters = method.getParameters();
        for (int index = 0; index < parameters.length; index++) {
            if (parameters[index].getType() != injected) {
                String name = name(parameters[index]);
                if (!names.add(name)) {
                    throw new IllegalArgumentException("two parameters are named " + name + ": rename one with @P");
                }
                found.add(new ToolParameter(name, index, parameters[index]));
            }
        }
        return found;
    }

    /** Checks that an optional parameter can be missing. */
    public ToolParameter {
        if (parameter.getType().isPrimitive() && optional(parameter) && defaultValue(parameter) == null) {
            throw new IllegalArgumentException("parameter " + name + " is optional, but a missing "
                    + parameter.getType() + " can't be null: give it a default value, or make it an object type");
        }
    }

    private static String name(Parameter parameter) {
        P p = parameter.getAnnotation(P.class);
        if (p != null && !p.name().isEmpty()) {
            return p.name();
        }
        if (!parameter.isNamePresent()) {
            throw new IllegalArgumentException("the name of parameter " + parameter.getName()
                    + " is not in the class file: compile with -parameters (maven.compiler.parameters in a pom, then"
                    + " build"
                    + " once with clean: Maven does not compile again for it), or name it with @P(name = …)");
        }
        return parameter.getName();
    }

    /** The description of the argument; empty if there is none. */
    String description() {
        P p = parameter.getAnnotation(P.class);
        if (p == null) {
            return "";
        }
        return p.value().isEmpty() ? p.description() : p.value();
    }

    /** The type of the value; for an {@link Optional}, the type of its content. */
    AnnotatedType type() {
        AnnotatedType declared = parameter.getAnnotatedType();
        return declared instanceof AnnotatedParameterizedType optional && parameter.getType() == Optional.class
                ? optional.getAnnotatedActualTypeArguments()[0]
                : declared;
    }

    /** The annotations of the value; for an {@link Optional}, those of its content. */
    Annotation[] annotations() {
        return parameter.getType() == Optional.class ? type().getAnnotations() : parameter.getAnnotations();
    }

    /** The default value; null if there is none. */
    @Nullable
    JsonNode defaultValue() {
        return defaultValue(parameter);
    }

    /** Returns whether a call may leave the argument out. */
    boolean optional() {
        return optional(parameter) || defaultValue() != null;
    }

    /** Returns whether the value may be null, in the JSON and in Java. */
    boolean nullable() {
        return (optional(parameter) && defaultValue() == null) || Optionality.nullable(parameter.getAnnotatedType());
    }

    private static boolean optional(Parameter parameter) {
        P p = parameter.getAnnotation(P.class);
        return (p != null && !p.required()) || Optionality.nullable(parameter.getAnnotatedType());
    }

    private static @Nullable JsonNode defaultValue(Parameter parameter) {
        return Optionality.defaultValue(parameter, parameter.getParameterizedType());
    }
}
