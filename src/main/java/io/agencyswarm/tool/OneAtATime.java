package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a tool method or a {@link ToolClass}: no other call of the same turn runs concurrently with a call of the tool,
 * and calls of the tool within a run, including delegated runs, wait for each other. The calls of such a turn run in
 * the order in which the model made them. Runs of other requests are independent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OneAtATime {}
