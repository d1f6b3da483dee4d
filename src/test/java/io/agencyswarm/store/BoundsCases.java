package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.usage.UsageTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limits of threads and callers, in bytes. */
interface BoundsCases extends StoreUnderTest {

    Map<String, String> SMALL_THREADS = Map.of("agency-swarm.threads.max-bytes", "2048");
    Map<String, String> SMALL_CALLERS = Map.of("agency-swarm.threads.max-caller-bytes", "2048");

    @Test
    default void admit_largerThanAThreadMayBe_writesNothing() {
        Store store = newStore(SMALL_THREADS);
        ThreadKey key = RunDraft.thread("t");
        NewRun run = RunDraft.of("r1").thread(key).says(large()).key("k", "h").run();

        assertThat(store.runs().admit(run)).isEqualTo(new AdmissionResult.ThreadFull(2048));

        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(store.threads().find(key)).isEmpty();
        begin(store, RunDraft.of("r2").thread(key).key("k", "other").run());
    }

    @Test
    default void admit_historyLargerThanAThreadMayBe_leavesTheThread() {
        Store store = newStore(SMALL_THREADS);
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"));

        assertThat(store.runs()
                        .admit(RunDraft.of("r2")
                                .thread(key)
                                .history(List.of(large()))
                                .run()))
                .isEqualTo(new AdmissionResult.ThreadFull(2048));

        assertThat(texts(store, key)).containsExactly("Hello from r1");
        begin(store, RunDraft.in(key, "r3"));
    }

    @Test
    default void admit_upToTheLastByte_fits() {
        Store store = newStore(SMALL_THREADS);
        ThreadItem item = exactly(2048);

        begin(store, RunDraft.of("r1").thread(RunDraft.thread("t")).says(item).run());

        assertThat(thread(store, RunDraft.thread("t")).bytes()).isEqualTo(2048);
        assertThat(store.runs()
                        .admit(RunDraft.of("r2")
                                .thread(RunDraft.thread("t2"))
                                .says(exactly(2049))
                                .run()))
                .isInstanceOf(AdmissionResult.ThreadFull.class);
    }

    /** Bytes, not characters. */
    @Test
    default void admit_textOfManyBytes_countsBytes() {
        Store store = newStore(SMALL_THREADS);

        assertThat(store.runs()
                        .admit(RunDraft.of("r1")
                                .thread(RunDraft.thread("t"))
                                .says(StoredItems.user("🐝".repeat(512)))
                                .run()))
                .isInstanceOf(AdmissionResult.ThreadFull.class);
    }

    @Test
    default void admit_noHistorySent_takesRoomForTheThread() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"));
        long bytes = thread(store, key).bytes();
        List<Long> received = new ArrayList<>();

        pass(store, RunDraft.of("r2").thread(key).room(received::add).run());
        pass(store, RunDraft.of("r3").room(received::add).run());
        pass(
                store,
                RunDraft.of("r4")
                        .thread(key)
                        .history(List.of())
                        .room(received::add)
                        .run());

        assertThat(received).hasSize(1).containsOnly(bytes);
    }

    @Test
    default void admit_noRoomForTheThread_writesNothing() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"));
        NewRun run = RunDraft.of("r2").thread(key).key("k", "h").room(full()).run();

        assertThatThrownBy(() -> store.runs().admit(run)).isInstanceOf(AgencyException.class);

        assertThat(store.runs().find("r2")).isEmpty();
        assertThat(thread(store, key).liveRunId()).isNull();
        begin(store, RunDraft.of("r3").thread(key).key("k", "other").run());
    }

    /** What other runs have added in the meantime counts too. */
    @Test
    default void claim_afterAWait_takesRoomForTheThreadAsItIsNow() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        List<Long> received = new ArrayList<>();
        NewRun waits = RunDraft.of("r2")
                .thread(key)
                .onBusy(OnBusy.ENQUEUE)
                .room(received::add)
                .run();
        assertThat(store.runs().admit(waits)).isInstanceOf(AdmissionResult.Queued.class);
        end(store, "r1", attempt, StoredItems.assistant("A long answer"));
        long bytes = thread(store, key).bytes();

        assertThat(store.runs().claim(waits)).isInstanceOf(AdmissionResult.Admitted.class);

        assertThat(received).hasSize(2).last().isEqualTo(bytes);
        assertThat(received.getFirst()).isLessThan(bytes);
    }

    @Test
    default void claim_noRoomForTheThread_waitsOn() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        RunDraft second = RunDraft.of("r2").thread(key).onBusy(OnBusy.ENQUEUE);
        assertThat(store.runs().admit(second.run())).isInstanceOf(AdmissionResult.Queued.class);
        end(store, "r1", attempt);

        assertThatThrownBy(() -> store.runs().claim(second.room(full()).run())).isInstanceOf(AgencyException.class);

        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.QUEUED);
        assertThat(store.runs().claim(second.run())).isInstanceOf(AdmissionResult.Admitted.class);
    }

    /** Like a repeated call whose response was lost, after other runs have used the space. */
    @Test
    default void admitAgain_callerIsFullByNow_isAnsweredItsOwnRow() {
        Store store = newStore(SMALL_CALLERS);
        NewRun first = RunDraft.in(RunDraft.thread("t"), "r1");
        long attempt = begin(store, first);
        end(store, "r1", attempt);
        attempt = begin(store, RunDraft.of("r2").says(exactly(1500)).run());

        assertThat(store.runs().admit(RunDraft.of("r3").says(exactly(1500)).run()))
                .isEqualTo(new AdmissionResult.CallerFull(2048));
        assertThat(store.runs().admit(RunDraft.of("r2").says(exactly(1500)).run()))
                .isEqualTo(new AdmissionResult.Admitted(attempt));
        assertThat(store.runs().admit(first)).isEqualTo(new AdmissionResult.AlreadyEnded(RunStatus.COMPLETED));
    }

    @Test
    default void advance_pastWhatAThreadMayHold_appendsNothing() {
        Store store = newStore(SMALL_THREADS);
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));

        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.assistant("a"), large()), 5))
                .isEqualTo(WriteResult.THREAD_FULL);

        assertThat(row(store, "r1").lastEventId()).isZero();
        assertThat(texts(store, key)).containsExactly("Hello from r1");
        assertThat(store.runs().end("r1", attempt, List.of(large()), StoredItems.failed()))
                .isEqualTo(WriteResult.DONE_WITHOUT_ITEMS);
        assertThat(row(store, "r1").result()).isEqualTo(StoredItems.failed());
        assertThat(texts(store, key)).containsExactly("Hello from r1");
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1");
        assertThat(thread(store, key).liveRunId()).isNull();
    }

    @Test
    default void claim_pastWhatAThreadMayHold_failsTheRow() {
        Store store = newStore(SMALL_THREADS);
        ThreadKey key = RunDraft.thread("t");
        long first = begin(store, RunDraft.in(key, "r1"));
        NewRun second = RunDraft.of("r2")
                .thread(key)
                .onBusy(OnBusy.ENQUEUE)
                .says(large())
                .run();
        NewRun third = RunDraft.in(key, "r3", OnBusy.ENQUEUE);
        queue(store, second);
        queue(store, third);
        end(store, "r1", first);

        assertThat(store.runs().claim(second)).isEqualTo(new AdmissionResult.ThreadFull(2048));

        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.FAILED);
        assertThat(row(store, "r2").result()).isEqualTo(StoredResult.full(new AdmissionResult.ThreadFull(2048)));
        assertThat(store.runs().claim(second)).isEqualTo(new AdmissionResult.AlreadyEnded(RunStatus.FAILED));
        claim(store, third);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hello from r3");
    }

    @Test
    default void admit_callerWithTooMuch_isRefusedAloneUntilSomethingIsDeleted() {
        Store store = newStore(SMALL_CALLERS);
        ThreadKey key = new ThreadKey(RunDraft.AGENCY, "t", "alice");
        pass(store, RunDraft.of("r1").thread(key).says(exactly(1500)).run());
        NewRun next = RunDraft.of("r2").principal("alice").says(exactly(600)).run();

        assertThat(store.runs().admit(next)).isEqualTo(new AdmissionResult.CallerFull(2048));
        assertThat(store.runs().find("r2")).isEmpty();
        begin(store, RunDraft.of("r3").principal("bob").says(exactly(600)).run());
        begin(store, RunDraft.of("r4").says(exactly(600)).run());

        assertThat(store.threads().delete(key)).isEqualTo(Store.DeletionResult.DONE);
        long attempt = begin(store, next);
        assertThat(store.runs().advance("r2", attempt, List.of(exactly(1500)), 5))
                .isEqualTo(WriteResult.THREAD_FULL);
        assertThat(store.runs().end("r2", attempt, List.of(exactly(1500)), StoredItems.completed(9)))
                .isEqualTo(WriteResult.DONE_WITHOUT_ITEMS);
        assertThat(items(store, "r2")).containsExactly(exactly(600));
    }

    /** A run and its thread share their items, which count once. */
    @Test
    default void delete_ofARunWithAThread_givesNothingBackBeforeTheThreadGoes() {
        Store store = newStore(SMALL_CALLERS);
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.of("r1").thread(key).says(exactly(1500)).run());

        store.runs().delete("r1");

        NewRun next = RunDraft.of("r2").says(exactly(600)).run();
        assertThat(store.runs().admit(next)).isEqualTo(new AdmissionResult.CallerFull(2048));
        store.threads().delete(key);
        begin(store, next);
    }

    @Test
    default void admit_historyInPlaceOfItemsThatNoRunHas_countsThemNoMore() {
        Store store = newStore(SMALL_CALLERS);
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.of("r1").thread(key).says(exactly(1500)).run());
        NewRun next = RunDraft.of("r2")
                .thread(key)
                .history(List.of())
                .says(exactly(600))
                .run();
        assertThat(store.runs().admit(next)).isEqualTo(new AdmissionResult.CallerFull(2048));

        store.runs().delete("r1");

        begin(store, next);
        assertThat(thread(store, key).bytes()).isEqualTo(600);
    }

    /** The items of a list are freed together. */
    @Test
    default void admit_historyInPlaceOfItemsOfWhichARunHasSome_countsThemAll() {
        Store store = newStore(Map.of("agency-swarm.threads.max-caller-bytes", "4096"));
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.of("r1").thread(key).says(exactly(1500)).run());
        pass(store, RunDraft.of("r2").thread(key).says(exactly(1500)).run());
        store.runs().delete("r1");
        NewRun next = RunDraft.of("r3")
                .thread(key)
                .history(List.of())
                .says(exactly(1500))
                .run();

        assertThat(store.runs().admit(next)).isEqualTo(new AdmissionResult.CallerFull(4096));

        store.runs().delete("r2");
        begin(store, next);
        assertThat(texts(store, key)).hasSize(1);
    }

    /** The answer counts too, and may be as long as the items. */
    @Test
    default void end_withALongAnswer_countsForTheCallerUntilTheRunIsDeleted() {
        Store store = newStore(SMALL_CALLERS);
        ThreadKey key = RunDraft.thread("t");
        NewRun next = RunDraft.of("next").says(exactly(600)).run();
        for (NewRun run : List.of(RunDraft.of("r1").run(), RunDraft.in(key, "r2"))) {
            long attempt = begin(store, run);
            assertThat(store.runs().end(run.runId(), attempt, List.of(), answer("x".repeat(1_500))))
                    .isEqualTo(WriteResult.DONE);

            assertThat(store.runs().admit(next)).isEqualTo(new AdmissionResult.CallerFull(2048));

            if (run.thread() == null) {
                store.runs().delete(run.runId());
            } else {
                store.threads().delete(key);
            }
        }
        begin(store, next);
    }

    @Test
    default void end_withAnAnswerThatDoesNotFit_leavesItOut() {
        Store store = newStore(SMALL_CALLERS);
        long attempt = begin(store, RunDraft.of("r1").run());
        StoredResult result = answer("x".repeat(3_000));

        assertThat(store.runs().end("r1", attempt, List.of(), result)).isEqualTo(WriteResult.DONE_WITHOUT_ITEMS);

        assertThat(row(store, "r1").result()).isEqualTo(result.withoutResponse());
        begin(store, RunDraft.of("r2").says(exactly(600)).run());
    }

    private static Store.LoadBudget full() {
        return _ -> {
            throw new AgencyException(ErrorCode.TOO_MANY, "no room");
        };
    }

    private static StoredResult answer(String text) {
        return new StoredResult(
                RunStatus.COMPLETED, TextNode.valueOf(text), UsageTotals.NONE, null, null, Map.of(), null, 9);
    }

    private static ThreadItem large() {
        return StoredItems.assistant("x".repeat(4096));
    }

    private static ThreadItem exactly(int bytes) {
        return StoredItems.user("x".repeat(bytes - (int) StoredItems.bytes(StoredItems.user(""))));
    }
}
