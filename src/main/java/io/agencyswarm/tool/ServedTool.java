package io.agencyswarm.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link ToolClass}, on one tool method, or on a bean for all of its tool methods: serves the tool to clients
 * under {@code /tool/}, and on the MCP server if it is enabled.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ServedTool {}
