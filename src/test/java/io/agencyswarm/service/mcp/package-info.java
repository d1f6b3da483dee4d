/** Tools of MCP servers, and the service as an MCP server. */
@NullMarked
package io.agencyswarm.service.mcp;

import org.jspecify.annotations.NullMarked;
