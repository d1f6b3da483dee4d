package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a tool method, a {@link ToolClass}, or a bean for all of its tools: no other call of the same turn runs
 * concurrently with a call of the tool, and calls of the tool within a run, including delegated runs, wait for each
 * other. A call of the tool starts after the calls that the model made before it, and ends before those after it
 * start. Runs of other requests are independent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OneAtATime {}
