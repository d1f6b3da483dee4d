package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a tool method, a {@link ToolClass}, or a bean for all of its tools: the tool's result is the agent's answer, and
 * its model gets no further request. Other tools of the same turn run to completion. An output guardrail may still
 * refuse the answer. The failure of a call is sent to the model as for other tools.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface EndsTurn {}
