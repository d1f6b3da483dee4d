/** Tests of how pods find each other; the HTTP part is tested in {@code service} and end to end. */
@NullMarked
package io.agencyswarm.cluster;

import org.jspecify.annotations.NullMarked;
