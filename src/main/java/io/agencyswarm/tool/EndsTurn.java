package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a tool method or a {@link ToolClass}: what the tool returns is the agent's answer, and its model is not asked again.
 * Other tools of the same turn run to their end. An output guardrail may still refuse the answer, and a call that fails
 * is told to the model as always.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface EndsTurn {}
