/** Checks the README and the manual against the code. */
@NullMarked
package io.agencyswarm.manual;

import org.jspecify.annotations.NullMarked;
