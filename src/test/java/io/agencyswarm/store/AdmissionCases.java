package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.store.RunRepository.WriteResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The start and the end of a run. */
interface AdmissionCases extends StoreUnderTest {

    @Test
    default void admit_withoutThread_begins() {
        Store store = newStore();

        begin(store, RunDraft.of("r1").principal("alice").run());

        StoredRun row = row(store, "r1");
        assertThat(row.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(row.agency()).isEqualTo(RunDraft.AGENCY);
        assertThat(row.principal()).isEqualTo("alice");
        assertThat(row.background()).isTrue();
        assertThat(row.thread()).isNull();
        assertThat(row.startedAt()).isNotNull().isGreaterThanOrEqualTo(row.createdAt());
        assertThat(row.endedAt()).isNull();
        assertThat(row.result()).isNull();
        assertThat(row.lastEventId()).isZero();
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1");
    }

    @Test
    default void admit_newThread_beginsAndMakesTheThread() {
        Store store = newStore();
        ThreadKey key = new ThreadKey(RunDraft.AGENCY, "Straße/../1 🐝", "alice");

        begin(store, RunDraft.in(key, "r1"));

        StoredThread thread = thread(store, key);
        assertThat(thread.key()).isEqualTo(key);
        assertThat(thread.liveRunId()).isEqualTo("r1");
        assertThat(thread.itemCount()).isEqualTo(1);
        assertThat(thread.bytes()).isEqualTo(StoredItems.bytes(StoredItems.user("Hello from r1")));
        assertThat(thread.updatedAt()).isGreaterThanOrEqualTo(thread.createdAt());
        assertThat(row(store, "r1").thread()).isEqualTo(key);
        assertThat(store.threads().items(key)).containsExactly(StoredItems.user("Hello from r1"));
    }

    @Test
    default void admit_threadsOfTwoCallersAndAgencies_areSeparate() {
        Store store = newStore();
        ThreadKey own = new ThreadKey(RunDraft.AGENCY, "t", "alice");
        ThreadKey another = new ThreadKey(RunDraft.AGENCY, "t", "bob");
        ThreadKey ofNobody = new ThreadKey(RunDraft.AGENCY, "t", null);
        ThreadKey elsewhere = new ThreadKey("sales", "t", "alice");

        begin(store, RunDraft.in(own, "r1"));
        begin(store, RunDraft.in(another, "r2"));
        begin(store, RunDraft.in(ofNobody, "r3"));
        begin(store, RunDraft.in(elsewhere, "r4"));

        assertThat(texts(store, own)).containsExactly("Hello from r1");
        assertThat(texts(store, another)).containsExactly("Hello from r2");
        assertThat(texts(store, ofNobody)).containsExactly("Hello from r3");
        assertThat(texts(store, elsewhere)).containsExactly("Hello from r4");
    }

    @Test
    default void admit_itemsElsewhere_storesItemsWithRunOnly() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        long attempt =
                begin(store, RunDraft.of("r1").thread(key).itemsElsewhere().run());
        store.runs().advance("r1", attempt, List.of(StoredItems.assistant("Hi.")), 4);

        assertThat(thread(store, key).liveRunId()).isEqualTo("r1");
        assertThat(thread(store, key).itemCount()).isZero();
        assertThat(thread(store, key).bytes()).isZero();
        assertThat(thread(store, key).title()).isEmpty();
        assertThat(texts(store, key)).isEmpty();
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "Hi.");
        assertThat(store.runs()
                        .admit(RunDraft.of("r2").thread(key).itemsElsewhere().run()))
                .isEqualTo(new AdmissionResult.Busy("r1"));
        end(store, "r1", attempt);
        assertThat(thread(store, key).liveRunId()).isNull();
    }

    /** The response to the first call may have been lost. */
    @Test
    default void admit_sameRunOnceMore_isTheSameRun() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        NewRun run = RunDraft.of("r1").thread(key).key("k", "h").run();

        long attempt = begin(store, run);

        assertThat(begin(store, run)).isEqualTo(attempt);
        assertThat(texts(store, key)).containsExactly("Hello from r1");
        NewRun waits = RunDraft.in(key, "r2", OnBusy.ENQUEUE);
        queue(store, waits);
        queue(store, waits);
        end(store, "r1", attempt);
        long second = claim(store, waits);
        assertThat(claim(store, waits)).isEqualTo(second);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hello from r2");
        end(store, "r2", second);
        assertThat(store.runs().admit(run)).isEqualTo(new AdmissionResult.AlreadyEnded(RunStatus.COMPLETED));
    }

    @Test
    default void end_ofARun_freesItsThread() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));

        assertThat(store.runs().end("r1", attempt, List.of(StoredItems.assistant("Hi.")), StoredItems.failed()))
                .isEqualTo(WriteResult.DONE);

        StoredRun row = row(store, "r1");
        assertThat(row.status()).isEqualTo(RunStatus.FAILED);
        assertThat(row.result()).isEqualTo(StoredItems.failed());
        assertThat(row.endedAt()).isNotNull().isGreaterThanOrEqualTo(row.createdAt());
        assertThat(row.lastEventId()).isEqualTo(StoredItems.failed().lastEventId());
        assertThat(row.leaseUntil()).isNull();
        assertThat(thread(store, key).liveRunId()).isNull();
        assertThat(texts(store, key)).containsExactly("Hello from r1", "Hi.");
        begin(store, RunDraft.in(key, "r2"));
    }

    @Test
    default void find_unknown_isEmpty() {
        Store store = newStore();

        store.ping();
        assertThat(store.runs().find("r1")).isEmpty();
        assertThat(items(store, "r1")).isEmpty();
        assertThat(store.threads().find(RunDraft.thread("t"))).isEmpty();
        assertThat(texts(store, RunDraft.thread("t"))).isEmpty();
    }
}
