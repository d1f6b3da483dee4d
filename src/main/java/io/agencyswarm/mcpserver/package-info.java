/**
 * A server of the Model Context Protocol at {@code /mcp}, beside {@code http} and {@code agui}: the served tools, and
 * each agency as a tool. It is off by default; {@code agency-swarm.mcp-server.enabled=true} turns it on at start. The
 * setting is read at start and not at build time, so that operators can turn it on in any image. While it is off, the
 * route does not exist.
 *
 * <p>Messages are read and written here, by an ordinary resource of the service. The token, roles, limits, streams and
 * shutdown of the other addresses therefore hold here too; an extension would bring a route, sessions and limits of its
 * own. No state is kept between two messages: since 2026-07-28 the protocol has no sessions, and the session id that
 * clients of earlier revisions get only names the calls that they may cancel. Imports what {@code agui} may import.
 */
@NullMarked
package io.agencyswarm.mcpserver;

import org.jspecify.annotations.NullMarked;
