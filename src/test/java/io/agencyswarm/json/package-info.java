/** Tests of JSON. */
@NullMarked
package io.agencyswarm.json;

import org.jspecify.annotations.NullMarked;
