package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunRepository.WriteResult;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The writes of a run's owner, which no other process can make. */
interface OwnerWriteCases extends StoreUnderTest {

    @Test
    default void advance_aTurn_isAppendedWithItsLastFrame() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        long version = thread(store, key).version();

        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.call("c1"), StoredItems.output("c1")), 7))
                .isEqualTo(WriteResult.DONE);

        assertThat(row(store, "r1").lastEventId()).isEqualTo(7);
        assertThat(thread(store, key).version()).isGreaterThan(version);
        assertThat(thread(store, key).itemCount()).isEqualTo(3);
        assertThat(thread(store, key).bytes())
                .isEqualTo(StoredItems.bytes(
                        StoredItems.user("Hello from r1"), StoredItems.call("c1"), StoredItems.output("c1")));
        assertThat(newest(store, key, 2)).containsExactly(StoredItems.call("c1"), StoredItems.output("c1"));
        assertThat(items(store, "r1"))
                .containsExactly(StoredItems.user("Hello from r1"), StoredItems.call("c1"), StoredItems.output("c1"));
    }

    @Test
    default void advance_withoutThread_isKeptWithTheRun() {
        Store store = newStore();
        long attempt = begin(store, RunDraft.of("r1").run());

        store.runs().advance("r1", attempt, List.of(StoredItems.assistant("One.")), 5);
        end(store, "r1", attempt, StoredItems.assistant("Two."));

        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "One.", "Two.");
    }

    /** Each turn is one item, so the number of the last frame is the number of items. */
    @Test
    default void read_whileTurnsAreAdded_hasTheItemsUpToItsLastFrame() throws Exception {
        Store store = newStore();
        long attempt = begin(store, RunDraft.in(RunDraft.thread("t"), "r1"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> turns = threads.submit(() -> {
                for (int turn = 1; turn <= 200; turn++) {
                    store.runs().advance("r1", attempt, List.of(StoredItems.assistant("x")), turn);
                }
            });
            while (!turns.isDone()) {
                AtomicLong reserved = new AtomicLong();
                RunRepository.RunWithItems read =
                        store.runs().read("r1", reserved::set).orElseThrow();
                assertThat(read.items()).hasSize(1 + (int) read.run().lastEventId());
                assertThat(reserved).hasValue(StoredItems.bytes(read.items().toArray(ThreadItem[]::new)));
            }
            turns.get();
        }
        assertThat(items(store, "r1")).hasSize(201);
    }

    /** The response to the first call may have been lost. */
    @Test
    default void advance_onceMoreWithTheSameLastFrame_appendsNothing() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));

        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.assistant("One.")), 5))
                .isEqualTo(WriteResult.DONE);
        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.assistant("One.")), 5))
                .isEqualTo(WriteResult.DONE);
        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.assistant("Two.")), 6))
                .isEqualTo(WriteResult.DONE);

        assertThat(texts(store, key)).containsExactly("Hello from r1", "One.", "Two.");
    }

    @Test
    default void write_ofAnotherAttempt_doesNothing() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));

        assertThat(store.runs().advance("r1", attempt + 1, List.of(StoredItems.assistant("x")), 5))
                .isEqualTo(WriteResult.FENCED);
        assertThat(store.runs().end("r1", attempt + 1, List.of(StoredItems.assistant("x")), StoredItems.completed(6)))
                .isEqualTo(WriteResult.FENCED);
        assertThat(store.runs().advance("r0", 1, List.of(StoredItems.assistant("x")), 5))
                .isEqualTo(WriteResult.FENCED);
        assertThat(store.runs().end("r0", 1, List.of(), StoredItems.completed(6)))
                .isEqualTo(WriteResult.FENCED);

        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(row(store, "r1").lastEventId()).isZero();
        assertThat(texts(store, key)).containsExactly("Hello from r1");
    }

    @Test
    default void end_onceMore_changesNothing() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        end(store, "r1", attempt, StoredItems.assistant("Hi."));
        begin(store, RunDraft.in(key, "r2"));

        assertThat(store.runs().end("r1", attempt, List.of(StoredItems.assistant("Hi.")), StoredItems.failed()))
                .isEqualTo(WriteResult.DONE);

        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(thread(store, key).liveRunId()).isEqualTo("r2");
        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hi.", "Hello from r2");
    }

    @Test
    default void advance_afterTheEnd_isFenced() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        end(store, "r1", attempt);

        assertThat(store.runs().advance("r1", attempt, List.of(StoredItems.assistant("x")), 50))
                .isEqualTo(WriteResult.FENCED);

        assertThat(texts(store, key)).containsExactly("Hello from r1");
    }

    /** Only a started run adds to its thread. */
    @Test
    default void advance_ofAWaitingRun_isFenced() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));
        AdmissionResult.Queued queued = queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));

        assertThat(store.runs().advance("r2", queued.attempt(), List.of(StoredItems.assistant("x")), 50))
                .isEqualTo(WriteResult.FENCED);
        assertThat(texts(store, key)).containsExactly("Hello from r1");
    }

    /** Texts that databases and drivers often handle wrongly. */
    @Test
    default void items_ofOddContent_comeBackAsTheyWere() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        NewRun run = RunDraft.of("r1")
                .thread(key)
                .says(StoredItems.user("null \u0000, quote \" ' \\, 🐝, line\r\n\u2028"), StoredItems.reasoning())
                .run();

        begin(store, run);

        assertThat(store.threads().items(key)).isEqualTo(run.items());
        assertThat(items(store, "r1")).isEqualTo(run.items());
    }
}
