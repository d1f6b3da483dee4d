package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deletion on request and by age. */
interface DeletionCases extends StoreUnderTest {

    @Test
    default void delete_aRun_forgetsItsItems() {
        Store store = newStore();
        long attempt = begin(store, RunDraft.of("r1").run());

        assertThat(store.runs().delete("r1")).isEqualTo(Store.DeletionResult.LIVE);
        assertThat(store.runs().delete("r0")).isEqualTo(Store.DeletionResult.ABSENT);
        end(store, "r1", attempt);
        assertThat(store.runs().delete("r1")).isEqualTo(Store.DeletionResult.DONE);

        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(store.runs().read("r1", Store.LoadBudget.UNCOUNTED)).isEmpty();
        assertThat(items(store, "r1")).isEmpty();
        assertThat(store.runs().delete("r1")).isEqualTo(Store.DeletionResult.ABSENT);
    }

    @Test
    default void delete_aWaitingRun_isLive() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));

        assertThat(store.runs().delete("r2")).isEqualTo(Store.DeletionResult.LIVE);
    }

    @Test
    default void delete_aRunOfAThread_leavesTheThreadsItems() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), StoredItems.assistant("a"));

        assertThat(store.runs().delete("r1")).isEqualTo(Store.DeletionResult.DONE);

        assertThat(texts(store, key)).containsExactly("Hello from r1", "a");
        pass(store, RunDraft.in(key, "r2"));
        assertThat(texts(store, key)).containsExactly("Hello from r1", "a", "Hello from r2");
    }

    @Test
    default void delete_aThread_forgetsItsRunsToo() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        ThreadKey other = new ThreadKey(RunDraft.AGENCY, "t", "alice");
        pass(store, RunDraft.in(key, "r1"));
        pass(store, RunDraft.in(other, "r2"));
        long attempt = begin(store, RunDraft.in(key, "r3"));

        assertThat(store.threads().delete(key)).isEqualTo(Store.DeletionResult.LIVE);
        NewRun waits = RunDraft.in(key, "r4", OnBusy.ENQUEUE);
        AdmissionResult.Queued queued = queue(store, waits);
        end(store, "r3", attempt);
        assertThat(store.threads().delete(key)).isEqualTo(Store.DeletionResult.LIVE);
        end(store, "r4", queued.attempt());
        assertThat(store.threads().delete(key)).isEqualTo(Store.DeletionResult.DONE);

        assertThat(store.threads().find(key)).isEmpty();
        assertThat(texts(store, key)).isEmpty();
        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(store.runs().find("r3")).isEmpty();
        assertThat(items(store, "r1")).isEmpty();
        assertThat(store.threads().delete(key)).isEqualTo(Store.DeletionResult.ABSENT);
        assertThat(texts(store, other)).containsExactly("Hello from r2");
        pass(store, RunDraft.in(key, "r5"));
        assertThat(texts(store, key)).containsExactly("Hello from r5");
    }

    @Test
    default void sweep_runsThatEndedLongAgo_areDeleted() {
        Store store = newStore(Map.of("agency-swarm.runs.keep", "7d"));
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.of("r1").run());
        pass(store, RunDraft.in(key, "r2"));
        long attempt = begin(store, RunDraft.of("r3").run());

        passTime(store, Duration.ofDays(6));
        // Finished runs only, because a live process still needs the others.
        store.renew(List.of("r3"));
        sweep(store, "r3");
        assertThat(store.runs().find("r1")).isPresent();
        end(store, "r3", attempt);
        passTime(store, Duration.ofDays(2));
        sweep(store);

        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(store.runs().find("r2")).isEmpty();
        assertThat(store.runs().find("r3")).isPresent();
        assertThat(texts(store, key)).containsExactly("Hello from r2");
    }

    @Test
    default void sweep_keepOfZero_deletesNothing() {
        Store store = newStore(Map.of("agency-swarm.runs.keep", "0s", "agency-swarm.threads.keep", "0s"));
        pass(store, RunDraft.in(RunDraft.thread("t"), "r1"));

        passTime(store, Duration.ofDays(10_000));
        sweep(store);

        assertThat(store.runs().find("r1")).isPresent();
        assertThat(texts(store, RunDraft.thread("t"))).containsExactly("Hello from r1");
    }

    @Test
    default void sweep_threadsThatNobodyAddsTo_areDeleted() {
        Store store = newStore(Map.of("agency-swarm.threads.keep", "30d", "agency-swarm.runs.keep", "0s"));
        pass(store, RunDraft.in(RunDraft.thread("t1"), "r1"));
        pass(store, RunDraft.in(RunDraft.thread("t2"), "r2"));
        passTime(store, Duration.ofDays(29));
        pass(store, RunDraft.in(RunDraft.thread("t2"), "r3"));

        passTime(store, Duration.ofDays(2));
        sweep(store);

        assertThat(store.threads().find(RunDraft.thread("t1"))).isEmpty();
        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(texts(store, RunDraft.thread("t2"))).containsExactly("Hello from r2", "Hello from r3");
    }

    @Test
    default void sweep_manyRuns_goesInBatches() {
        Store store = newStore(Map.of("agency-swarm.runs.keep", "1d"));
        for (int i = 0; i < 600; i++) {
            pass(store, RunDraft.of("r" + i).run());
        }
        passTime(store, Duration.ofDays(2));

        assertThat(store.sweep(List::of)).isTrue();
        assertThat(store.runs().find("r599")).isPresent();
        sweep(store);

        assertThat(store.runs().find("r0")).isEmpty();
        assertThat(store.runs().find("r599")).isEmpty();
    }

    /**
     * Like a repeated call whose response was lost; the row may still exist, because rows are deleted in small batches.
     */
    @Test
    default void admit_repeatedAfterThreadWasDeleted_startsRun() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        NewRun run = RunDraft.in(key, "r1");
        pass(store, run);
        assertThat(store.threads().delete(key)).isEqualTo(Store.DeletionResult.DONE);

        begin(store, run);

        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(store.threads().find(key).orElseThrow().liveRunId()).isEqualTo("r1");
    }
}
