/** What stops the start. All else of the MCP server is tested over HTTP: {@code service}. */
@NullMarked
package io.agencyswarm.mcpserver;

import org.jspecify.annotations.NullMarked;
