/**
 * The frames of a run's stream, as {@link io.agencyswarm.http.frame.RunEventEncoder} encodes them from the run's
 * events. Imports {@code error}, {@code item}, {@code json}, {@code model}, {@code run}, {@code sse}, {@code tool} and
 * {@code usage}.
 */
@NullMarked
package io.agencyswarm.http.frame;

import org.jspecify.annotations.NullMarked;
