/** Tests of what operators see. */
@NullMarked
package io.agencyswarm.telemetry;

import org.jspecify.annotations.NullMarked;
