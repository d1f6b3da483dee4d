/**
 * Tools: the ways to write them (methods with {@code @Tool}, records that implement
 * {@link io.agencyswarm.tool.ToolClass}), their calls and their results. Imports {@code error}, {@code json},
 * {@code net}, {@code text} and {@code tool.schema}.
 */
@NullMarked
package io.agencyswarm.tool;

import org.jspecify.annotations.NullMarked;
