/** Tests of the frames of runs and their readers. */
@NullMarked
package io.agencyswarm.eventlog;

import org.jspecify.annotations.NullMarked;
