/**
 * Tests of the wire contract. Recordings in {@code src/test/resources/contract} are played against the running
 * application: {@link io.agencyswarm.contract.Player} sends the requests, {@link io.agencyswarm.contract.Distiller}
 * converts the answers to the form of the recordings, {@link io.agencyswarm.contract.Matcher} and
 * {@link io.agencyswarm.contract.Invariants} compare them. None of these uses code of the application, whose faults
 * could cancel out.
 */
@NullMarked
package io.agencyswarm.contract;

import org.jspecify.annotations.NullMarked;
