/** Tests of errors. */
@NullMarked
package io.agencyswarm.error;

import org.jspecify.annotations.NullMarked;
