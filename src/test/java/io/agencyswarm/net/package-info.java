/** Tests of connections to other servers. */
@NullMarked
package io.agencyswarm.net;

import org.jspecify.annotations.NullMarked;
