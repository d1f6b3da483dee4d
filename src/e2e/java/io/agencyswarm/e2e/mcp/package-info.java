/**
 * Real servers and clients of the Model Context Protocol.
 */
@NullMarked
package io.agencyswarm.e2e.mcp;

import org.jspecify.annotations.NullMarked;
