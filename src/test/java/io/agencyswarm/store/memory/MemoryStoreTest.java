package io.agencyswarm.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.store.SetClock;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredItems;
import io.agencyswarm.store.StoredRun;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The store in memory if there is no room, in addition to the behavior of every store. */
class MemoryStoreTest {

    private static final int MAX_BYTES = 1_048_576;

    private final SetClock clock = new SetClock();
    private final Store store =
            MemoryStores.open(clock, Map.of("agency-swarm.store.max-bytes", String.valueOf(MAX_BYTES)));

    @Test
    void admit_storeFull_deletesOldestEndedRuns() {
        long first = begin(RunDraft.of("r1").says(large()).run());
        end("r1", first);
        long live = begin(RunDraft.of("r2").says(large()).run());
        end("r3", begin(RunDraft.of("r3").says(large()).run()));

        begin(RunDraft.of("r4").says(large()).run());
        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(store.runs().find("r3")).isPresent();
        begin(RunDraft.of("r5").says(large()).run());
        assertThat(store.runs().find("r3")).isEmpty();

        assertThat(store.runs().find("r2")).isPresent();
        end("r2", live);
    }

    @Test
    void admit_withoutRoom_forgetsThreadsAfterRuns() {
        ThreadKey oldest = RunDraft.thread("t1");
        ThreadKey newer = RunDraft.thread("t2");
        end("r1", begin(RunDraft.of("r1").thread(oldest).says(large()).run()));
        end("r2", begin(RunDraft.of("r2").thread(newer).says(large()).run()));
        end("r3", begin(RunDraft.of("r3").says(large()).run()));

        begin(RunDraft.of("r4").says(large()).run());
        assertThat(store.threads().find(oldest)).isPresent();
        assertThat(store.runs().find("r3")).isEmpty();
        begin(RunDraft.of("r5").says(large()).run());

        assertThat(store.threads().find(oldest)).isEmpty();
        assertThat(store.threads().find(newer)).isPresent();
    }

    @Test
    void admit_onTheOldestThreadWithoutRoom_forgetsOthers() {
        ThreadKey oldest = RunDraft.thread("t1");
        ThreadKey newer = RunDraft.thread("t2");
        end("r1", begin(RunDraft.of("r1").thread(oldest).says(large()).run()));
        end("r2", begin(RunDraft.of("r2").thread(newer).says(large()).run()));
        end("r3", begin(RunDraft.of("r3").thread(newer).says(large()).run()));

        begin(RunDraft.of("r4").thread(oldest).says(large()).run());

        assertThat(store.threads().items(oldest)).hasSize(2);
        assertThat(store.threads().find(newer)).isEmpty();
    }

    @Test
    void admit_whereOnlyLiveRunsAreLeft_isRefusedInASentence() {
        long live = begin(RunDraft.of("r1").says(large(), large(), large()).run());

        assertThatThrownBy(() -> store.runs()
                        .admit(RunDraft.of("r2").says(large()).key("k", "h").run()))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("agency-swarm.store.max-bytes")
                .extracting(e -> ((AgencyException) e).code())
                .isEqualTo(ErrorCode.TOO_MANY);
        assertThat(store.runs().find("r2")).isEmpty();
        assertThat(store.runs().advance("r1", live, List.of(large()), 5)).isEqualTo(WriteResult.THREAD_FULL);

        end("r1", live);
        begin(RunDraft.of("r2").says(large()).key("k", "other").run());
    }

    /** Items that can never fit do not evict other runs. */
    @Test
    void admit_moreThanTheWholeStore_forgetsNothing() {
        end("r1", begin(RunDraft.of("r1").run()));

        assertThatThrownBy(() -> store.runs()
                        .admit(RunDraft.of("r2")
                                .says(large(), large(), large(), large())
                                .run()))
                .isInstanceOf(AgencyException.class);

        assertThat(store.runs().find("r1")).isPresent();
    }

    /** Rows count too, so that runs without items are limited as well. */
    @Test
    void admit_manySmallRuns_keepsTheNewest() {
        for (int i = 0; i < 5_000; i++) {
            end("r" + i, begin(RunDraft.of("r" + i).says().key("k" + i, "h").run()));
        }

        assertThat(store.runs().find("r4999")).isPresent();
        assertThat(store.runs().find("r0")).isEmpty();
        assertThat(all()).hasSizeLessThan(MAX_BYTES / 1_024);
        assertThat(store.runs().admit(RunDraft.of("again").key("k4999", "h").run()))
                .isInstanceOf(AdmissionResult.Repeated.class);
        // Keys are limited as well, so the oldest one starts another run.
        begin(RunDraft.of("anew").says().key("k0", "h").run());
    }

    /** The released bytes must equal the reserved ones; otherwise the store fills up gradually. */
    @Test
    void delete_ofAll_givesAllBytesBack() {
        for (int i = 0; i < 200; i++) {
            ThreadKey key = RunDraft.thread("t" + i % 7);
            RunDraft draft = RunDraft.of("r" + i).says(StoredItems.user("x".repeat(20_000)));
            end("r" + i, begin((i % 3 == 0 ? draft : draft.thread(key)).run()));
            if (i % 5 == 0) {
                store.threads().fork(key, null, RunDraft.thread("fork" + i), Store.LoadBudget.UNCOUNTED);
            }
            if (i % 11 == 0) {
                store.threads().delete(key);
            }
        }
        clock.pass(Duration.ofDays(8));
        while (store.sweep(List::of)) {}
        List<StoredThread> threads = store.threads()
                .list(new ThreadRepository.ThreadQuery(RunDraft.AGENCY, false, null, "", 1_000, null))
                .entries();
        threads.forEach(thread -> store.threads().delete(thread.key()));

        assertThat(all()).isEmpty();
        // Nearly all of the store's bytes at once, which is rejected if some are missing.
        begin(RunDraft.of("whole")
                .says(StoredItems.user("x".repeat(MAX_BYTES - 2_048)))
                .run());
    }

    @Test
    void sweep_afterTheWallsClockJumped_deletesNothing() {
        end("r1", begin(RunDraft.of("r1").run()));

        clock.jump(Duration.ofDays(400));
        while (store.sweep(List::of)) {}
        assertThat(store.runs().find("r1")).isPresent();
        clock.jump(Duration.ofDays(-800));
        StoredRun before = store.runs().find("r1").orElseThrow();
        end("r2", begin(RunDraft.of("r2").run()));

        assertThat(all()).extracting(StoredRun::runId).containsExactly("r2", "r1");
        assertThat(before.endedAt()).isGreaterThanOrEqualTo(before.createdAt());
    }

    private List<StoredRun> all() {
        return store.runs()
                .list(new RunRepository.RunQuery(RunDraft.AGENCY, false, null, null, null, Integer.MAX_VALUE, null))
                .entries();
    }

    private long begin(NewRun run) {
        return ((AdmissionResult.Admitted) store.runs().admit(run)).attempt();
    }

    private void end(String runId, long attempt) {
        assertThat(store.runs().end(runId, attempt, List.of(), StoredItems.completed(9)))
                .isEqualTo(WriteResult.DONE);
    }

    /** Three of them nearly fill the store. */
    private static ThreadItem large() {
        return StoredItems.user("x".repeat(300_000));
    }
}
