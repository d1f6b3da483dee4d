/**
 * From a request's body to a run: what the contract's own endpoints, those of AG-UI and the MCP server have in common.
 * Reads bodies with every fault where it is, attaches files, binds a run to its client's model settings. Imports
 * everything below {@code http}, {@code agui} and {@code mcpserver}, which are the three that use it.
 */
@NullMarked
package io.agencyswarm.request;

import org.jspecify.annotations.NullMarked;
