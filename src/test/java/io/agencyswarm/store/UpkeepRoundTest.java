package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rounds of a store's upkeep, with a clock that only the test moves. */
class UpkeepRoundTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(10);

    private final SetClock clock = new SetClock();
    private final RecordingStore store = new RecordingStore(clock);
    private final Process process = new Process();
    private final UpkeepRound round =
            new UpkeepRound(store, () -> Optional.of(process), LEASE, Duration.ofSeconds(5), clock::nanos);

    @Test
    void round_ofAProcessWithRuns_renewsThem() {
        process.kept.add("r1");

        round.run();

        assertThat(store.calls).containsExactly("renew [r1]");
        assertThat(process.fenced).isEmpty();
    }

    @Test
    void round_runsThatAnotherProcessHasGivenUp_areFenced() {
        process.kept.addAll(List.of("r1", "r2"));
        store.lost = Set.of("r2");

        round.run();

        assertThat(process.fenced).containsExactly("r2");
    }

    /** The other processes may have lost the same database, and need the time to renew their leases. */
    @Test
    void sweep_ofASharedStore_waitsForAWholeLeaseAfterTheStart() {
        rounds(3);
        assertThat(store.sweeps()).isZero();

        rounds(1);
        assertThat(store.sweeps()).isEqualTo(1);
        rounds(2);
        assertThat(store.sweeps()).isEqualTo(3);
    }

    @Test
    void sweep_afterAnOutage_waitsForAWholeLeaseAgain() {
        rounds(4);
        int before = store.sweeps();

        store.reachable = false;
        rounds(9);
        store.reachable = true;
        rounds(3);
        assertThat(store.sweeps()).isEqualTo(before);

        rounds(1);
        assertThat(store.sweeps()).isEqualTo(before + 1);
    }

    /** One failed round in three is sufficient, so that a short outage counts as well. */
    @Test
    void sweep_afterOneFailure_waitsForAWholeLeaseAgain() {
        rounds(4);
        store.reachable = false;
        rounds(1);
        store.reachable = true;
        int before = store.sweeps();

        rounds(3);
        assertThat(store.sweeps()).isEqualTo(before);
        rounds(1);
        assertThat(store.sweeps()).isEqualTo(before + 1);
    }

    /** Like a suspended laptop or a migrated machine, on which all processes were suspended. */
    @Test
    void sweep_afterTheProcessStoodStill_waitsForAWholeLease() {
        rounds(4);
        int before = store.sweeps();

        clock.pass(Duration.ofMinutes(5));
        rounds(3);
        assertThat(store.sweeps()).isEqualTo(before);
        rounds(1);
        assertThat(store.sweeps()).isEqualTo(before + 1);
    }

    @Test
    void sweep_afterWallsClockJumped_continues() {
        rounds(4);
        int before = store.sweeps();

        clock.jump(Duration.ofDays(400));
        rounds(1);
        clock.jump(Duration.ofDays(-800));
        rounds(1);

        assertThat(store.sweeps()).isEqualTo(before + 2);
    }

    @Test
    void sweep_withMoreToDo_continuesUntilItsTimeIsOver() {
        rounds(3);
        store.left = 4;
        rounds(1);
        assertThat(store.sweeps()).isEqualTo(5);

        store.left = Integer.MAX_VALUE;
        store.timeOfASweep = Duration.ofSeconds(1);
        rounds(1);
        assertThat(store.sweeps()).isEqualTo(10);
    }

    /** Rows that none of these has are ended. */
    @Test
    void run_storeOfProcess_passesLiveRunsToSweep() {
        store.shared = false;
        process.kept.addAll(List.of("r1", "r2"));

        round.run();

        assertThat(store.sweptWith).containsExactly("r1", "r2");
    }

    /** Without runs there is nothing to renew, but the store must be reachable nevertheless. */
    @Test
    void round_withoutRuns_pingsASharedStore() {
        round.run();

        assertThat(store.calls).containsExactly("ping");
    }

    @Test
    void round_ofAStoreOfThisProcessAlone_sweepsAtOnce() {
        store.shared = false;

        round.run();

        assertThat(store.calls).containsExactly("sweep");
    }

    @Test
    void round_beforeThereIsAnOwner_renewsNothing() {
        new UpkeepRound(store, Optional::empty, LEASE, ROUND, clock::nanos).run();

        assertThat(store.calls).containsExactly("ping");
    }

    /** Otherwise the thread would end, and with it the leases of all runs. */
    @Test
    void round_withoutMemory_leavesRenewalToNextRound() {
        process.kept.add("r1");
        store.fault = new OutOfMemoryError("test");
        rounds(1);
        assertThat(store.calls).isEmpty();

        store.fault = null;
        rounds(1);
        assertThat(store.calls).containsExactly("renew [r1]");
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            round.run();
            clock.pass(ROUND);
        }
    }

    /** The runs of a process. */
    private static final class Process implements Store.LocalRuns {

        private final List<String> kept = new ArrayList<>();
        private final List<String> fenced = new ArrayList<>();

        @Override
        public Collection<String> liveRunIds() {
            return kept;
        }

        @Override
        public @Nullable String address() {
            return null;
        }

        @Override
        public void onFenced(String runId) {
            fenced.add(runId);
        }
    }
}
