/**
 * Several processes of the packaged application, with real databases and behind a real proxy; see
 * {@link io.agencyswarm.e2e.pod.Packaged}.
 */
@NullMarked
package io.agencyswarm.e2e.pod;

import org.jspecify.annotations.NullMarked;
