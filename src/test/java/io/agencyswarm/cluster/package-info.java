/** How pods find each other, without HTTP; the rest is tested in {@code service} and end to end. */
@NullMarked
package io.agencyswarm.cluster;

import org.jspecify.annotations.NullMarked;
