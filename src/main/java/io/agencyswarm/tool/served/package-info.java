/**
 * Finds the tools that clients may call while the application is built, and keeps the beans that only tools need.
 * Imports {@code tool}.
 */
@NullMarked
package io.agencyswarm.tool.served;

import org.jspecify.annotations.NullMarked;
