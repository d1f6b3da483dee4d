/** Tests of the logs of single requests, as far as they need no service. */
@NullMarked
package io.agencyswarm.activity;

import org.jspecify.annotations.NullMarked;
