/**
 * The frames of a run's stream, as {@link io.agencyswarm.http.frame.RunEventEncoder} encodes them from the run's events,
 * and their OpenAPI schemas. Imports {@code run} and what is below it; of {@code http}, nothing.
 */
@NullMarked
package io.agencyswarm.http.frame;

import org.jspecify.annotations.NullMarked;
