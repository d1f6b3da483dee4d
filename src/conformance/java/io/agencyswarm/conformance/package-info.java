/**
 * The agencies and tools that the recordings of the wire contract were made with. Part of the tests, and of the
 * application in the Maven profile {@code conformance}. May import {@code agency}, {@code model} (for settings) and
 * {@code tool}.
 */
@NullMarked
package io.agencyswarm.conformance;

import org.jspecify.annotations.NullMarked;
