/**
 * The path from a request's body to a run, shared by the contract's own endpoints, those of AG-UI and the MCP server:
 * reads bodies and reports every problem with its location, attaches files, applies the client's model settings.
 * Imports {@code activity}, {@code agency}, {@code auth}, {@code cluster}, {@code error}, {@code file}, {@code item},
 * {@code json}, {@code model}, {@code model.http}, {@code net}, {@code run}, {@code run.lifecycle}, {@code sse},
 * {@code store} and {@code text}. {@code http}, {@code agui} and {@code mcpserver} import this package.
 */
@NullMarked
package io.agencyswarm.request;

import org.jspecify.annotations.NullMarked;
