package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a tool method or a {@link ToolClass}: no other call of the same turn runs beside a call of the tool, and calls of
 * the tool in one run wait for each other, delegated runs included. The calls of a turn then run in the order in which
 * the model made them. Runs of other requests are not waited for.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OneAtATime {}
