/**
 * Tools of MCP servers. {@link io.agencyswarm.tool.mcp.McpServerRegistry} holds the servers that
 * {@link io.agencyswarm.tool.mcp.McpConfig} names, connects to each at its first use and lists its tools as
 * {@link io.agencyswarm.tool.Tool}s. A client has one session with a server, and opens another if the server has lost
 * it. A session is JSON-RPC over one of three transports: streamable HTTP, the older HTTP with server-sent events, and
 * the standard input and output of a process. A server has one client for all callers, or one for each caller whose
 * token it gets.
 *
 * <p>The client is our own, because the libraries lack features that runs need. An interrupt must end a call and send a
 * cancellation to the server. The size of a message must be limited before it is read. A session that a restarted
 * server does not know must be opened again, without repeating a call that may have been executed. langchain4j-mcp
 * sends no cancellation, reads lines of any length, and depends on OkHttp and all of langchain4j, of which this project
 * uses only the core. The MCP SDK is built on Reactor. The protocol's part for tools is small, and this project already
 * has the reader of event streams, the connections and the limits.
 *
 * <p>Imports {@code error}, {@code json}, {@code net}, {@code setting}, {@code sse}, {@code text}, {@code tool} and
 * {@code tool.remote}.
 */
@NullMarked
package io.agencyswarm.tool.mcp;

import org.jspecify.annotations.NullMarked;
