/**
 * The agencies and tools that the recordings of the wire contract were made with. Part of the tests, and of the
 * application in the Maven profile {@code conformance}. Imports {@code agency}, {@code model} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.conformance;

import org.jspecify.annotations.NullMarked;
