/** Tests of the wire formats. */
@NullMarked
package io.agencyswarm.model.dialect;

import org.jspecify.annotations.NullMarked;
