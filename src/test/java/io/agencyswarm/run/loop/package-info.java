/** Tests of the parts of the loop. */
@NullMarked
package io.agencyswarm.run.loop;

import org.jspecify.annotations.NullMarked;
