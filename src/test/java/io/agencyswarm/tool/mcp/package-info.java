/** Tests of the client of MCP servers that need no server. */
@NullMarked
package io.agencyswarm.tool.mcp;

import org.jspecify.annotations.NullMarked;
