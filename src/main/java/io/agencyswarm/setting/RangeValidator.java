package io.agencyswarm.setting;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@link Range}s in the configuration mappings of this project. All mappings are also checked by the
 * validator that was there before, because an application may have constraints of its own.
 */
final class RangeValidator implements ConfigValidator {

    private static final String PROJECT = "io.agencyswarm.";
    private static final Pattern DAYS = Pattern.compile("(\\d+)d");

    private final ConfigValidator other;

    RangeValidator(ConfigValidator other) {
        this.other = other;
    }

    @Override
    public void validateMapping(Class<?> mapping, String prefix, Object values) {
        List<Problem> problems = new ArrayList<>();
        if (mapping.getName().startsWith(PROJECT)) {
            List<String> messages = new ArrayList<>();
            checkGroup(mapping, prefix, values, messages);
            // The methods of a class have no order.
            messages.stream().sorted().map(Problem::new).forEach(problems::add);
        }
        try {
            other.validateMapping(mapping, prefix, values);
        } catch (ConfigValidationException e) {
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add(e.getProblem(i));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigValidationException(problems.toArray(Problem.NO_PROBLEMS));
        }
    }

    private static void checkGroup(Class<?> group, String prefix, Object values, List<String> messages) {
        for (Method method : group.getMethods()) {
            check(method.getAnnotatedReturnType(), key(prefix, method), value(method, values), messages);
        }
    }

    private static void check(AnnotatedType type, String key, @Nullable Object value, List<String> messages) {
        switch (value) {
            case null -> {}
            case Optional<?> optional ->
                optional.ifPresent(content -> check(argument(type, 0), key, content, messages));
            case Map<?, ?> map ->
                map.forEach((name, content) ->
                        check(argument(type, 1), key + "." + quoted(name.toString()), content, messages));
            case Collection<?> list -> {
                int index = 0;
                for (Object element : list) {
                    check(argument(type, 0), key + "[" + index++ + "]", element, messages);
                }
            }
            case Duration duration -> compare(type, key, duration, DurationConverter::parseDuration, messages);
            case Number number -> compare(type, key, new BigDecimal(number.toString()), BigDecimal::new, messages);
            default -> {
                if (type.getType() instanceof Class<?> group
                        && group.isInterface()
                        && group.getName().startsWith(PROJECT)) {
                    checkGroup(group, key, value, messages);
                }
            }
        }
    }

    private static <T extends Comparable<T>> void compare(
            AnnotatedType type, String key, T value, Function<String, T> parser, List<String> messages) {
        Range range = type.getAnnotation(Range.class);
        if (range == null) {
            return;
        }
        boolean tooSmall = value.compareTo(parser.apply(range.min())) < 0;
        boolean tooLarge = !range.max().isEmpty() && value.compareTo(parser.apply(range.max())) > 0;
        if (tooSmall || tooLarge) {
            messages.add(key + " must be " + rule(range) + ", but is " + text(value) + ".");
        }
    }

    private static String rule(Range range) {
        String min = range.min() + (range.zeroDisables() ? ", which disables it" : "");
        return range.max().isEmpty()
                ? "at least " + min
                : "between " + min + (range.zeroDisables() ? ", and " : " and ") + inWords(range.max());
    }

    private static String inWords(String max) {
        return max.equals("1d") ? "1 day" : DAYS.matcher(max).replaceFirst("$1 days");
    }

    /** Returns a value as users write it: {@code -1s}, {@code 1h30m}, {@code 400d}. */
    private static String text(Object value) {
        if (value instanceof Duration duration) {
            long days = duration.toDays();
            return days != 0 && duration.equals(Duration.ofDays(days))
                    ? days + "d"
                    : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        }
        return value.toString();
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    private static String key(String prefix, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        WithName named = method.getAnnotation(WithName.class);
        return prefix + "." + (named == null ? StringUtil.skewer(method.getName()) : named.value());
    }

    /** Returns a map's key as it is written within a longer key. */
    private static String quoted(String name) {
        return name.contains(".") ? '"' + name + '"' : name;
    }

    private static @Nullable Object value(Method method, Object values) {
        try {
            return method.invoke(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A setting can't be read: " + method, e);
        }
    }
}
