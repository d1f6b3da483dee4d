/**
 * Tools of MCP servers: {@link io.agencyswarm.tool.mcp.McpServerRegistry} knows the servers that {@link
 * io.agencyswarm.tool.mcp.McpConfig} names, connects to each at its first use and lists its tools as {@link
 * io.agencyswarm.tool.Tool}s. A client holds one session with a server and opens another where the server has lost it;
 * a session is JSON-RPC over one of three transports: streamable HTTP, the older HTTP with a stream of events, and the
 * standard input and output of a process. A server has one client for all, or one for each caller whose token it gets.
 *
 * <p>The client is our own because a run needs what the libraries do not have. A call has to end when its thread is
 * interrupted, and the server has to be told; a message has to be limited in bytes before it is read, and not only after;
 * a session that a restarted server does not know has to be opened again without repeating a call that may have been
 * carried out. langchain4j-mcp tells the server nothing of an interrupt, reads lines of any length, and brings OkHttp and
 * the whole of langchain4j, of which this project takes the core alone; the MCP SDK is built on Reactor. The protocol's
 * part for tools is small, and the reader of event streams, the connections and the limits are here already.
 *
 * <p>Imports {@code tool}, {@code tool.remote}, {@code item}, {@code error}, {@code net} and {@code sse}.
 */
@NullMarked
package io.agencyswarm.tool.mcp;

import org.jspecify.annotations.NullMarked;
