package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link ToolClass}, on one tool method, or on a bean for all of its tool methods: the maximum duration of a call,
 * instead of {@code agency-swarm.limits.tool-time}. A call that takes longer is interrupted, and its result is an
 * error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimeLimit {

    /** A duration such as {@code 500ms}, {@code 30s}, {@code 10m} or {@code PT1H}. Zero disables the limit. */
    String value();
}
