/**
 * Tools: how they are written (methods with {@code @Tool}, records that implement
 * {@link io.agencyswarm.tool.ToolClass}), what callers are told about them (a JSON schema) and how arguments reach
 * them. Imports {@code item} and {@code error}.
 */
@NullMarked
package io.agencyswarm.tool;

import org.jspecify.annotations.NullMarked;
