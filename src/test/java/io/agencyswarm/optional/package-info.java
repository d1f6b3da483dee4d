/** Tests of optional libraries. */
@NullMarked
package io.agencyswarm.optional;

import org.jspecify.annotations.NullMarked;
