package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The longest time that a call may take, instead of {@code agency-swarm.limits.tool-time}: on a {@link ToolClass}, on
 * one tool method, or on a bean for all of its tool methods. Past it the call is interrupted and its caller told so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimeLimit {

    /** A duration such as {@code 500ms}, {@code 30s}, {@code 10m} or {@code PT1H}. Zero disables the limit. */
    String value();
}
