/** Tests of runs against the offline model, from their start to their end. */
@NullMarked
package io.agencyswarm.run.lifecycle;

import org.jspecify.annotations.NullMarked;
