/** Tests of the libraries that an application may do without. */
@NullMarked
package io.agencyswarm.optional;

import org.jspecify.annotations.NullMarked;
