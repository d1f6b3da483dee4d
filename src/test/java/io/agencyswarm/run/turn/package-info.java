/** Tests of the rules of a turn. */
@NullMarked
package io.agencyswarm.run.turn;

import org.jspecify.annotations.NullMarked;
