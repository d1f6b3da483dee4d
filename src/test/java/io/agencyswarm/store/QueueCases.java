package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import io.agencyswarm.store.RunRepository.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs whose thread has a live run or waiting runs. */
interface QueueCases extends StoreUnderTest {

    /** A waiting run asks each second, and its client may have sent a long history. */
    @Test
    default void claim_beforeItsTurn_doesNotWriteItsItemsAsText() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));
        CountingValue content = new CountingValue();
        ObjectNode reasoning = Json.object().put("type", "reasoning").putPOJO("content", content);
        ThreadItem item = new ThreadItem(
                new Item.Reasoning(reasoning), StoredItems.user("").origin(), 0);
        NewRun waits = RunDraft.of("r2")
                .thread(key)
                .onBusy(OnBusy.ENQUEUE)
                .history(List.of(item))
                .run();
        queue(store, waits);
        int written = content.written.get();
        assertThat(written).isPositive();

        assertThat(store.runs().claim(waits)).isInstanceOf(AdmissionResult.Queued.class);

        assertThat(content.written).hasValue(written);
    }

    /** A value that counts how often it is written as JSON. */
    final class CountingValue {

        private final AtomicInteger written = new AtomicInteger();

        @JsonValue
        String text() {
            written.incrementAndGet();
            return "x";
        }
    }

    @Test
    default void admit_rejectWhereBusy_namesTheLiveRun() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));

        assertThat(store.runs().admit(RunDraft.in(key, "r2"))).isEqualTo(new AdmissionResult.Busy("r1"));

        assertThat(store.runs().find("r2")).isEmpty();
        assertThat(texts(store, key)).containsExactly("Hello from r1");
    }

    /** The thread is free only for a moment, because the waiting run is next. */
    @Test
    default void admit_rejectWhereOthersWait_namesTheNextRun() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));
        queue(store, RunDraft.in(key, "r3", OnBusy.ENQUEUE));
        end(store, "r1", attempt);

        assertThat(store.runs().admit(RunDraft.in(key, "r4"))).isEqualTo(new AdmissionResult.Busy("r2"));
        assertThat(queue(store, RunDraft.in(key, "r5", OnBusy.ENQUEUE)).interrupted())
                .isEmpty();
    }

    @Test
    default void admit_enqueueWhereFree_begins() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        begin(store, RunDraft.in(key, "r1", OnBusy.ENQUEUE));
        begin(store, RunDraft.in(RunDraft.thread("t2"), "r2", OnBusy.INTERRUPT));
    }

    @Test
    default void admit_enqueueWhereBusy_waitsWithoutItems() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));

        assertThat(queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE)).interrupted())
                .isEmpty();

        StoredRun row = row(store, "r2");
        assertThat(row.status()).isEqualTo(RunStatus.QUEUED);
        assertThat(row.startedAt()).isNull();
        assertThat(thread(store, key).liveRunId()).isEqualTo("r1");
        assertThat(texts(store, key)).containsExactly("Hello from r1");
        assertThat(items(store, "r2")).isEmpty();
    }

    @Test
    default void admit_moreThanMayWait_isRefused() {
        Store store = newStore(Map.of("agency-swarm.runs.queue", "2"));
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        NewRun next = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        queue(store, next);
        queue(store, RunDraft.in(key, "r3", OnBusy.ENQUEUE));

        assertThat(store.runs().admit(RunDraft.in(key, "r4", OnBusy.ENQUEUE)))
                .isEqualTo(new AdmissionResult.QueueFull("r1", 2));
        assertThat(store.runs().find("r4")).isEmpty();

        end(store, "r1", attempt);
        claim(store, next);
        queue(store, RunDraft.in(key, "r4", OnBusy.ENQUEUE));
    }

    @Test
    default void claim_beforeItsTurn_stillWaits() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long first = begin(store, RunDraft.in(key, "r1"));
        NewRun second = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        NewRun third = RunDraft.in(key, "r3", OnBusy.ENQUEUE);
        queue(store, second);
        queue(store, third);

        assertThat(store.runs().claim(second)).isInstanceOf(AdmissionResult.Queued.class);
        end(store, "r1", first);
        assertThat(store.runs().claim(third)).isInstanceOf(AdmissionResult.Queued.class);
        long attempt = claim(store, second);
        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(row(store, "r2").startedAt()).isNotNull();
        assertThat(store.runs().claim(third)).isInstanceOf(AdmissionResult.Queued.class);
        end(store, "r2", attempt, StoredItems.assistant("Two."));
        claim(store, third);

        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hello from r2", "Two.", "Hello from r3");
        assertThat(texts(items(store, "r2"))).containsExactly("Hello from r2", "Two.");
    }

    /** A client that disconnects or cancels while its run waits. */
    @Test
    default void end_ofAWaitingRun_letsTheNextBegin() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long first = begin(store, RunDraft.in(key, "r1"));
        NewRun second = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        NewRun third = RunDraft.in(key, "r3", OnBusy.ENQUEUE);
        AdmissionResult.Queued queued = queue(store, second);
        queue(store, third);

        assertThat(store.runs()
                        .end("r2", queued.attempt(), List.of(StoredItems.user("lost")), StoredResult.cancelled()))
                .isEqualTo(WriteResult.DONE);

        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(thread(store, key).liveRunId()).isEqualTo("r1");
        assertThat(store.runs().claim(second)).isEqualTo(new AdmissionResult.AlreadyEnded(RunStatus.CANCELLED));
        end(store, "r1", first);
        claim(store, third);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hello from r3");
    }

    @Test
    default void admit_interrupt_cancelsQueuedRunsAndReturnsAll() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long first = begin(store, RunDraft.in(key, "r1"));
        NewRun second = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        AdmissionResult.Queued dropped = queue(store, second);
        queue(store, RunDraft.in(key, "r3", OnBusy.ENQUEUE));
        NewRun fourth = RunDraft.in(key, "r4", OnBusy.INTERRUPT);

        assertThat(queue(store, fourth).interrupted()).containsExactly("r1", "r2", "r3");

        assertThat(row(store, "r1").status()).isEqualTo(RunStatus.RUNNING);
        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(row(store, "r2").result()).isEqualTo(StoredResult.cancelled());
        assertThat(row(store, "r2").endedAt()).isNotNull();
        assertThat(row(store, "r3").status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(store.runs().claim(second)).isEqualTo(new AdmissionResult.AlreadyEnded(RunStatus.CANCELLED));
        assertThat(store.runs().end("r2", dropped.attempt(), List.of(), StoredItems.failed()))
                .isEqualTo(WriteResult.FENCED);
        assertThat(store.runs().claim(fourth)).isInstanceOf(AdmissionResult.Queued.class);
        end(store, "r1", first, StoredItems.assistant("cut"));
        claim(store, fourth);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "cut", "Hello from r4");
    }

    @Test
    default void admit_interruptOfAnInterrupt_cancelsIt() {
        Store store = newStore(Map.of("agency-swarm.runs.queue", "0"));
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));

        assertThat(queue(store, RunDraft.in(key, "r2", OnBusy.INTERRUPT)).interrupted())
                .containsExactly("r1");
        assertThat(queue(store, RunDraft.in(key, "r3", OnBusy.INTERRUPT)).interrupted())
                .containsExactly("r1", "r2");
        assertThat(row(store, "r2").status()).isEqualTo(RunStatus.CANCELLED);
    }

    /** The owner of the cancelled waiting runs must be notified, so the run starts by its claim. */
    @Test
    default void admit_interruptWithOnlyQueuedRuns_startsRun() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long first = begin(store, RunDraft.in(key, "r1"));
        queue(store, RunDraft.in(key, "r2", OnBusy.ENQUEUE));
        end(store, "r1", first);
        NewRun third = RunDraft.in(key, "r3", OnBusy.INTERRUPT);

        assertThat(queue(store, third).interrupted()).containsExactly("r2");

        claim(store, third);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hello from r3");
    }
}
