/**
 * A server of the Model Context Protocol at {@code /mcp}, beside {@code http} and {@code agui}. It offers the served
 * tools, and each agency as a tool. It is off by default; {@code agency-swarm.mcp-server.enabled=true} enables it. The
 * setting is read at start and not at build time, so that operators can enable it in any image. While it is off, the
 * route does not exist.
 *
 * <p>An ordinary resource of the service reads and writes the messages, so the token, roles, limits, streams and
 * shutdown of the other endpoints apply here too; an extension would bring its own route, sessions and limits. No state
 * is stored between two messages: since 2026-07-28 the protocol has no sessions, and the session id that clients of
 * earlier revisions get only identifies the calls that they may cancel. Imports {@code agency}, {@code auth},
 * {@code error}, {@code eventlog}, {@code item}, {@code json}, {@code request}, {@code run}, {@code run.call},
 * {@code run.lifecycle}, {@code sse}, {@code store}, {@code text} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.mcpserver;

import org.jspecify.annotations.NullMarked;
