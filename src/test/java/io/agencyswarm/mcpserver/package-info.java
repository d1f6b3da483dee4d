/** Tests of what stops the start. The rest of the MCP server is tested over HTTP: {@code service}. */
@NullMarked
package io.agencyswarm.mcpserver;

import org.jspecify.annotations.NullMarked;
