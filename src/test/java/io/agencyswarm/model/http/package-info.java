/** Tests of the package of the same name. */
@NullMarked
package io.agencyswarm.model.http;

import org.jspecify.annotations.NullMarked;
