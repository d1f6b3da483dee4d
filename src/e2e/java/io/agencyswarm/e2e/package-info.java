/**
 * End-to-end tests with real programs, only in the Maven profile {@code e2e}. This package has what starts and connects
 * the programs.
 */
@NullMarked
package io.agencyswarm.e2e;

import org.jspecify.annotations.NullMarked;
