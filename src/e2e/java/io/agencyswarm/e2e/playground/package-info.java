/**
 * The playground in a browser.
 */
@NullMarked
package io.agencyswarm.e2e.playground;

import org.jspecify.annotations.NullMarked;
