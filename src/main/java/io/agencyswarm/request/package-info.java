/**
 * The path from a request's body to a run, shared by the contract's own endpoints, those of AG-UI and the MCP server:
 * reads bodies and reports every problem with its location, attaches files, applies the client's model settings.
 * Imports everything below {@code http}, {@code agui} and {@code mcpserver}, which are the three that use it.
 */
@NullMarked
package io.agencyswarm.request;

import org.jspecify.annotations.NullMarked;
