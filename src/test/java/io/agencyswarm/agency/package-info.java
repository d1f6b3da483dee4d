/** Tests of agencies and agents, their checks and their graph. */
@NullMarked
package io.agencyswarm.agency;

import org.jspecify.annotations.NullMarked;
