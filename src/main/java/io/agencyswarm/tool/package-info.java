/**
 * Tools: the ways to write them (methods with {@code @Tool}, records that implement
 * {@link io.agencyswarm.tool.ToolClass}), their JSON schemas, and the validation and binding of their arguments.
 * Imports {@code error}, {@code item}, {@code net} and {@code text}.
 */
@NullMarked
package io.agencyswarm.tool;

import org.jspecify.annotations.NullMarked;
