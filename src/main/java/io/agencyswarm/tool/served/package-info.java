/**
 * Finds the tools that clients may call at build time, and prevents the removal of beans that only tools need. Imports
 * {@code tool}.
 */
@NullMarked
package io.agencyswarm.tool.served;

import org.jspecify.annotations.NullMarked;
