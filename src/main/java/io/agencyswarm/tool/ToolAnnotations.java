package io.agencyswarm.tool;

import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a tool, besides those of its schema.
 *
 * @param failsRun whether it has {@link FailsRun}
 * @param served whether it has {@link ServedTool}
 * @param endsTurn whether it has {@link EndsTurn}
 * @param oneAtATime whether it has {@link OneAtATime}
 * @param timeLimit the value of its {@link TimeLimit}; null if it has none
 * @param condition of its {@link EnabledIf}; null if it has none
 * @param roles of its {@link RolesAllowed}; null if it has none
 */
record ToolAnnotations(
        boolean failsRun,
        boolean served,
        boolean endsTurn,
        boolean oneAtATime,
        @Nullable Duration timeLimit,
        @Nullable Class<? extends EnabledIf.Condition> condition,
        @Nullable Set<String> roles) {

    /**
     * Reads the annotations of a record.
     *
     * @throws IllegalArgumentException if its time limit is not a duration
     */
    static ToolAnnotations of(Class<?> type) {
        return of(List.of(type));
    }

    /**
     * Reads the annotations of a method. Those of its bean's class, which may be a proxy, apply where the method has
     * none.
     *
     * @throws IllegalArgumentException if the time limit is not a duration
     */
    static ToolAnnotations of(Object bean, Method method) {
        List<AnnotatedElement> elements = new ArrayList<>();
        elements.add(method);
        for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
            elements.add(type);
        }
        return of(elements);
    }

    private static ToolAnnotations of(List<? extends AnnotatedElement> elements) {
        return new ToolAnnotations(
                find(elements, FailsRun.class).isPresent(),
                find(elements, ServedTool.class).isPresent(),
                find(elements, EndsTurn.class).isPresent(),
                find(elements, OneAtATime.class).isPresent(),
                find(elements, TimeLimit.class).map(ToolAnnotations::duration).orElse(null),
                find(elements, EnabledIf.class).map(EnabledIf::value).orElse(null),
                find(elements, RolesAllowed.class)
                        .map(allowed -> Set.of(allowed.value()))
                        .orElse(null));
    }

    /** Returns whether the condition holds; true if there is none. */
    boolean isEnabled(@Nullable String agent, Map<String, Object> userContext) throws Exception {
        return condition == null || CDI.current().select(condition).get().isEnabled(agent, userContext);
    }

    private static <T extends Annotation> Optional<T> find(List<? extends AnnotatedElement> elements, Class<T> mark) {
        return elements.stream()
                .flatMap(place -> Stream.ofNullable(place.getAnnotation(mark)))
                .findFirst();
    }

    private static Duration duration(TimeLimit limit) {
        @Nullable Duration duration = null;
        try {
            duration = DurationConverter.parseDuration(limit.value());
        } catch (IllegalArgumentException _) {
            // Reported below, with the same message as for a negative duration.
        }
        if (duration == null || duration.isNegative()) {
            throw new IllegalArgumentException("its @TimeLimit is \"" + limit.value()
                    + "\", but must be a duration of zero or more, such as 30s or 10m; zero disables the limit");
        }
        return duration;
    }
}
