/**
 * The wire contract as tests. Recordings under {@code src/test/resources/contract} are played against the running
 * application: {@link io.agencyswarm.contract.Player} makes the calls, {@link io.agencyswarm.contract.Distiller} brings
 * the answers to the form of the recordings, {@link io.agencyswarm.contract.Matcher} and
 * {@link io.agencyswarm.contract.Invariants} judge. None of these uses code of the application, which could hide a
 * fault of its own.
 */
@NullMarked
package io.agencyswarm.contract;

import org.jspecify.annotations.NullMarked;
