/** Tests of the agencies that a fresh clone serves. */
@NullMarked
package io.agencyswarm.demo;

import org.jspecify.annotations.NullMarked;
