/** Tests of what the tools of other servers have in common, which need no server. */
@NullMarked
package io.agencyswarm.tool.remote;

import org.jspecify.annotations.NullMarked;
