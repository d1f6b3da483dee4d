/**
 * The other pages in a browser: Dev UI, documentation, and the MCP server's pages.
 */
@NullMarked
package io.agencyswarm.e2e.page;

import org.jspecify.annotations.NullMarked;
