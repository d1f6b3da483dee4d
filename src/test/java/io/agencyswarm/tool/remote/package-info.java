/** Tests of the shared code for tools of remote servers that need no server. */
@NullMarked
package io.agencyswarm.tool.remote;

import org.jspecify.annotations.NullMarked;
