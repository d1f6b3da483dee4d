/** Tests of calls of tools. */
@NullMarked
package io.agencyswarm.run.call;

import org.jspecify.annotations.NullMarked;
