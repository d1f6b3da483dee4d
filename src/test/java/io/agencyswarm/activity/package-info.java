/** Tests of the logs of single requests that need no service. */
@NullMarked
package io.agencyswarm.activity;

import org.jspecify.annotations.NullMarked;
