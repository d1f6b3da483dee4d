/** Tests of what the packages that run agencies share. */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
