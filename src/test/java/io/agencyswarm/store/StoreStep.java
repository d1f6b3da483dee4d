package io.agencyswarm.store;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation of a random sequence.
 *
 * @param run the index of the run, counted from the newest
 * @param thread the index of the thread; {@link #THREADS} for none
 * @param number a further value for the operation
 */
public record StoreStep(Kind kind, int run, int thread, int number) {

    /** The number of threads. */
    static final int THREADS = 2;

    private static final int RECENT = 4;
    private static final int NUMBERS = 12;

    /** The operations. */
    public enum Kind {
        ADMIT,
        ADMIT_AGAIN,
        CLAIM,
        ADVANCE,
        ADVANCE_LATE,
        END,
        END_LATE,
        DELETE_RUN,
        DELETE_THREAD,
        FORK,
        SWEEP,
        PASS_TIME
    }

    /** Returns a random step; creations are more frequent than deletions. */
    public static Arbitrary<StoreStep> any() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.ADMIT),
                Tuple.of(1, Kind.ADMIT_AGAIN),
                Tuple.of(4, Kind.CLAIM),
                Tuple.of(4, Kind.ADVANCE),
                Tuple.of(1, Kind.ADVANCE_LATE),
                Tuple.of(6, Kind.END),
                Tuple.of(1, Kind.END_LATE),
                Tuple.of(1, Kind.DELETE_RUN),
                Tuple.of(1, Kind.DELETE_THREAD),
                Tuple.of(2, Kind.FORK),
                Tuple.of(1, Kind.SWEEP),
                Tuple.of(1, Kind.PASS_TIME));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, RECENT),
                        Arbitraries.integers().between(0, THREADS),
                        Arbitraries.integers().between(0, NUMBERS))
                .as(StoreStep::new);
    }
}
