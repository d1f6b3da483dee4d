/** Tests of errors and their texts. */
@NullMarked
package io.agencyswarm.error;

import org.jspecify.annotations.NullMarked;
