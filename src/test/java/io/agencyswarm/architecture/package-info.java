/** Tests of the architecture: which package may import which, and what no code may do. */
@NullMarked
package io.agencyswarm.architecture;

import org.jspecify.annotations.NullMarked;
