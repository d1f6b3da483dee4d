/**
 * The types with which users define agencies: agencies, their agents, and which agents may ask each other; and the
 * catalog of those that the application serves. All of them are immutable once built and shared by every run. Imports
 * {@code error}, {@code item}, {@code json}, {@code model}, {@code text}, {@code tool}, {@code tool.hosted},
 * {@code tool.mcp}, {@code tool.openapi}, {@code tool.schema} and {@code tool.served}.
 */
@NullMarked
package io.agencyswarm.agency;

import org.jspecify.annotations.NullMarked;
