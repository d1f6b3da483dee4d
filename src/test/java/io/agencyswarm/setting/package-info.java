/** Tests of the ranges of settings. */
@NullMarked
package io.agencyswarm.setting;

import org.jspecify.annotations.NullMarked;
