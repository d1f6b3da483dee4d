package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agencyswarm.store.RunRepository.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leases of runs, and the runs of a dead process. */
interface LeaseCases extends StoreUnderTest {

    Map<String, String> LEASE = Map.of("agency-swarm.runs.lease", "30s");

    @Test
    default void renew_ownRuns_givesNoneBack() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));

        assertThat(store.renew(List.of("r1", "r2"))).isEmpty();
        assertThat(store.renew(List.of())).isEmpty();
        // The run has ended between listing the runs and this call.
        end(store, "r1", attempt);
        assertThat(store.renew(List.of("r1", "r2"))).isEmpty();
    }

    @Test
    default void renew_runsThatAreNotItsOwnAnyMore_givesThemBack() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));
        queue(store, RunDraft.in(key, "r3", OnBusy.INTERRUPT));

        // The row of a run that is about to start does not exist yet.
        assertThat(store.renew(List.of("r1", "r2", "r3", "r0"))).containsExactly("r2");
    }

    /** The process was suspended or could not reach the store, and is back. */
    @Test
    default void sweep_ownRunsPastTheirLease_stayLive() {
        Store store = newStore(LEASE);
        long attempt = begin(store, RunDraft.in(RunDraft.thread("t"), "r1"));

        passTime(store, Duration.ofSeconds(45));
        sweep(store, "r1");

        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(store.renew(List.of("r1"))).isEmpty();
        end(store, "r1", attempt);
    }

    /** The store failed at the run's end, or started the run although the response was lost. */
    @Test
    default void sweep_ownRowsThatNoRunHas_failAndFreeTheirThread() {
        Store store = newStore(LEASE);
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        store.runs().advance("r1", attempt, List.of(StoredItems.assistant("One.")), 5);
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));
        NewRun waits = RunDraft.in(key, "r3", OnBusy.ENQUEUE);
        queue(store, waits);

        passTime(store, Duration.ofSeconds(31));
        store.renew(List.of("r3"));
        sweep(store, "r3");

        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.FAILED);
        assertThat(row(store, "r1").result()).isEqualTo(StoredResult.processEnded(5));
        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.FAILED);
        claim(store, waits);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "One.", "Hello from r3");
        // Its end comes too late.
        assertThat(store.runs().end("r1", attempt, List.of(StoredItems.assistant("x")), StoredItems.completed(9)))
                .isEqualTo(WriteResult.FENCED);
    }

    @Test
    default void sweep_ownRowsThatNoRunHasYet_stayForALease() {
        Store store = newStore(LEASE);
        begin(store, RunDraft.of("r1").run());

        passTime(store, Duration.ofSeconds(20));
        store.renew(List.of("r1"));
        passTime(store, Duration.ofSeconds(20));
        sweep(store);
        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.RUNNING);

        passTime(store, Duration.ofSeconds(20));
        sweep(store);
        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    default void sweep_byAnotherProcessBeforeTheLeaseIsOver_leavesTheRun() {
        Store store = newStore(LEASE);
        Store other = other(store);
        begin(store, RunDraft.of("r1").run());
        assertThat(row(other, "r1").leaseUntil()).isNotNull();

        passTime(store, Duration.ofSeconds(20));
        store.renew(List.of("r1"));
        passTime(store, Duration.ofSeconds(20));
        sweep(other);

        assertThat(row(other, "r1").status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    default void sweep_byAnotherProcessPastTheLease_failsTheRunAndFreesItsThread() {
        Store store = newStore(LEASE);
        Store other = other(store);
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        store.runs().advance("r1", attempt, List.of(StoredItems.assistant("One.")), 5);
        NewRun waits = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        queue(other, waits);

        passTime(store, Duration.ofSeconds(31));
        other.renew(List.of("r2"));
        sweep(other);

        StoredRun row = row(other, "r1");
        assertThat(row.status()).isEqualTo(RunStatus.FAILED);
        assertThat(row.result()).isEqualTo(StoredResult.processEnded(5));
        assertThat(row.result().error()).isEqualTo("The process that ran it stopped before the run ended.");
        assertThat(row.endedAt()).isNotNull();
        assertThat(texts(other, key)).containsExactly("Hello from r1", "One.");
        claim(other, waits);
        // The process was only slow: its writes are rejected, and it learns that.
        assertThat(store.renew(List.of("r1"))).containsExactly("r1");
        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.assistant("x")), 8))
                .isEqualTo(WriteResult.FENCED);
        assertThat(store.runs().end("r1", attempt, List.of(StoredItems.assistant("x")), StoredItems.completed(9)))
                .isEqualTo(WriteResult.FENCED);
        assertThat(texts(other, key)).containsExactly("Hello from r1", "One.", "Hello from r2");
    }

    /** Between two sweeps the process checks whether it must renew its own leases. */
    @Test
    default void sweep_manyRunsOfADeadProcess_goesInSmallBatches() {
        Store store = newStore(LEASE);
        Store other = other(store);
        for (int i = 0; i < 25; i++) {
            begin(store, RunDraft.of("r" + i).run());
        }
        passTime(store, Duration.ofSeconds(31));

        assertThat(other.sweep(List::of)).isTrue();
        assertThat(running(other)).hasSize(15);

        sweep(other);
        assertThat(running(other)).isEmpty();
    }

    @Test
    default void sweep_waitingRunOfADeadProcess_letsTheNextBegin() {
        Store store = newStore(LEASE);
        Store other = other(store);
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));
        NewRun waits = RunDraft.in(key, "r3", OnBusy.ENQUEUE);
        queue(other, waits);

        passTime(store, Duration.ofSeconds(31));
        other.renew(List.of("r3"));
        sweep(other);

        assertThat(row(other, "r2").status()).isEqualTo(RunStatus.FAILED);
        claim(other, waits);
    }

    @Test
    default void threads_betweenTwoProcesses_areOne() {
        Store store = newStore();
        Store other = other(store);
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));

        assertThat(other.runs().admit(RunDraft.in(key, "r2"))).isEqualTo(new AdmissionResult.Busy("r1"));
        assertThat(other.runs().find("r1")).isEqualTo(store.runs().find("r1"));
        NewRun waits = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        queue(other, waits);
        end(store, "r1", attempt, StoredItems.assistant("a"));
        claim(other, waits);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "a", "Hello from r2");
    }

    private static List<StoredRun> running(Store store) {
        return store.runs()
                .list(new RunRepository.RunQuery(RunDraft.AGENCY, false, null, RunStatus.RUNNING, null, 100, null))
                .entries();
    }

    private Store other(Store store) {
        assumeTrue(store.isShared(), "only one process can use this kind of store");
        return otherProcess(store).orElseThrow();
    }
}
