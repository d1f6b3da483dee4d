/** Tests of server-sent events. */
@NullMarked
package io.agencyswarm.sse;

import org.jspecify.annotations.NullMarked;
