/**
 * A server of the Model Context Protocol at {@code /mcp}, beside {@code http} and {@code agui}: the served tools, and each
 * agency as a tool. Off by default; {@code agency-swarm.mcp-server.enabled=true} turns it on when the application starts,
 * so that one build does for both, and without it there is no such address.
 *
 * <p>The protocol's messages are read and written here, with nothing but a resource of the service, so that the token, the
 * roles, the limits of bytes and runs, streams and the end of the process are those of the other addresses. Nothing is
 * kept between two messages, which is how the protocol has it since 2026-07-28: clients of its earlier revisions get the
 * id of a session, by which they name the calls under way, and there is no session behind it. Imports what {@code agui}
 * may import.
 */
@NullMarked
package io.agencyswarm.mcpserver;

import org.jspecify.annotations.NullMarked;
