/** Tests of the run loop's parts, and of runs against the offline model. */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
