package io.agencyswarm.tool.schema;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.error.ProblemList;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.hibernate.validator.HibernateValidator;
import org.jspecify.annotations.Nullable;

/** Validates bound arguments with Bean Validation: patterns, custom constraints and class-level constraints. */
public final class Validation {

    private Validation() {}

    /** Created at the first call, because it takes 0.1 s. */
    private static final class Lazy {

        /** Not Quarkus's own validator, which knows only the classes that were indexed at build time. */
        private static final Validator VALIDATOR = jakarta.validation.Validation.byProvider(HibernateValidator.class)
                .configure()
                .propertyNodeNameProvider(new JsonNames())
                .defaultLocale(Locale.ENGLISH)
                .buildValidatorFactory()
                .getValidator();
    }

    /**
     * Validates a record that holds the arguments of a call.
     *
     * @throws InvalidRequestException with the violations, if there are any
     */
    static void check(Object arguments) {
        refuse(Lazy.VALIDATOR.validate(arguments), _ -> "");
    }

    /** Validates a value; for a collection, each of its elements. */
    static void check(Object value, List<Object> loc, ProblemList problems) {
        if (value instanceof Collection<?> elements) {
            int index = 0;
            for (Object element : elements) {
                if (problems.isFull()) {
                    return;
                }
                if (element != null) {
                    check(element, SchemaCheck.within(loc, index), problems);
                }
                index++;
            }
            return;
        }
        problems(Lazy.VALIDATOR.validate(value), _ -> "").stream()
                .map(problem -> problem.within(loc))
                .forEach(problems::add);
    }

    /**
     * Validates the arguments of a method.
     *
     * @param nameOf the name of the argument at an index
     * @throws InvalidRequestException with the violations, if there are any
     */
    public static void check(Object bean, Method method, @Nullable Object[] arguments, IntFunction<String> nameOf) {
        refuse(Lazy.VALIDATOR.forExecutables().validateParameters(bean, method, arguments), nameOf);
    }

    private static <T> void refuse(Set<ConstraintViolation<T>> violations, IntFunction<String> nameOf) {
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(problems(violations, nameOf));
        }
    }

    /** Sorts the violations, because the set has no order, and the same mistake should give the same message. */
    private static <T> List<Problem> problems(Set<ConstraintViolation<T>> violations, IntFunction<String> nameOf) {
        return violations.stream()
                .map(violation -> new Problem(
                        loc(violation.getPropertyPath(), nameOf), "Input " + violation.getMessage(), "value_error"))
                .sorted(Comparator.comparing(Problem::toString))
                .limit(ProblemList.MAX)
                .toList();
    }

    private static List<Object> loc(Path path, IntFunction<String> nameOf) {
        List<Object> loc = new ArrayList<>();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                loc.add(node.getIndex());
            } else if (node.getKey() != null) {
                loc.add(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                loc.add(nameOf.apply(node.as(Path.ParameterNode.class).getParameterIndex()));
            } else if (node.getKind() == ElementKind.PROPERTY) {
                loc.add(node.getName());
            }
        }
        return loc;
    }
}
