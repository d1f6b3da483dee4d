/** Requests about runs of other pods. */
@NullMarked
package io.agencyswarm.service.cluster;

import org.jspecify.annotations.NullMarked;
