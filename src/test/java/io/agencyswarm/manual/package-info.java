/** Holds the README to what is there. */
@NullMarked
package io.agencyswarm.readme;

import org.jspecify.annotations.NullMarked;
