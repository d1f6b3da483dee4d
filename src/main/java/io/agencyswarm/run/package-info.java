/**
 * Running an agency: one loop for every kind of answer. A request becomes an {@link io.agencyswarm.run.AgencyRun}; the
 * loop of its agent is straight-line code on a virtual thread, which emits {@link io.agencyswarm.run.RunEvent}s; a
 * plain answer is the same run with nobody listening. Imports {@code agency}, what it may import, and
 * {@code observe}, which it tells of each step.
 */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
