/** Tests of how the code is divided: who may import whom, and what nobody may do. */
@NullMarked
package io.agencyswarm.architecture;

import org.jspecify.annotations.NullMarked;
