package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of threads, and the newest items of one. */
interface ThreadListCases extends StoreUnderTest {

    @Test
    default void threads_inPages_areByTheirLastUpdate() {
        Store store = newStore();
        for (int i = 1; i <= 5; i++) {
            pass(store, RunDraft.in(RunDraft.thread("t" + i), "r" + i));
        }
        long attempt = begin(store, RunDraft.in(RunDraft.thread("t2"), "r6"));

        Store.Page<StoredThread> first = store.threads().list(all("", 2, null));
        Store.Page<StoredThread> second = store.threads().list(all("", 2, "t5"));

        assertThat(ids(first)).containsExactly("t2", "t5");
        assertThat(first.hasMore()).isTrue();
        assertThat(ids(second)).containsExactly("t4", "t3");
        assertThat(second.hasMore()).isTrue();
        assertThat(ids(store.threads().list(all("", 2, "t3")))).containsExactly("t1");
        assertThat(store.threads().list(all("", 2, "t3")).hasMore()).isFalse();
        assertThat(first.entries().getFirst()).isEqualTo(thread(store, RunDraft.thread("t2")));
        assertThat(first.entries().getFirst().liveRunId()).isEqualTo("r6");

        pass(store, RunDraft.in(RunDraft.thread("t1"), "r7"));
        store.runs().advance("r6", attempt, List.of(StoredItems.assistant("x")), 4);
        assertThat(ids(store.threads().list(all("", 3, null)))).containsExactly("t2", "t1", "t5");
    }

    @Test
    default void threads_whileOthersAreAdded_areListedOnce() {
        Store store = newStore();
        for (int i = 0; i < 20; i++) {
            pass(store, RunDraft.in(RunDraft.thread("t" + i), "r" + i));
        }
        List<String> seen = new ArrayList<>();

        @Nullable String before = null;
        boolean more = true;
        while (more) {
            Store.Page<StoredThread> page = store.threads().list(all("", 3, before));
            seen.addAll(ids(page));
            before = seen.getLast();
            more = page.hasMore();
            pass(store, RunDraft.in(RunDraft.thread("later" + seen.size()), "later" + seen.size()));
        }

        List<String> expected = new ArrayList<>();
        for (int i = 19; i >= 0; i--) {
            expected.add("t" + i);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    default void threads_ofACaller_areListedAlone() {
        Store store = newStore();
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t1", "alice"), "r1"));
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t2", "bob"), "r2"));
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t3", null), "r3"));
        pass(store, RunDraft.in(new ThreadKey("sales", "t4", "alice"), "r4"));

        assertThat(ids(store.threads().list(own("alice", null)))).containsExactly("t1");
        assertThat(ids(store.threads().list(own(null, null)))).containsExactly("t3");
        assertThat(ids(store.threads().list(own("carol", null)))).isEmpty();
        assertThat(ids(store.threads().list(all("", 10, null)))).containsExactly("t3", "t2", "t1");
    }

    @Test
    default void threads_byTitle_areFoundInAnyCase() {
        Store store = newStore();
        title(store, "t1", "Weather in Zürich");
        title(store, "t2", "100% of the BEES");
        title(store, "t3", "a_b");
        title(store, "t4", "axb");
        title(store, "t5", "The weather");

        assertThat(ids(store.threads().list(all("WEATHER", 10, null)))).containsExactly("t5", "t1");
        assertThat(ids(store.threads().list(all("WEATHER", 1, null)))).containsExactly("t5");
        assertThat(store.threads().list(all("WEATHER", 1, null)).hasMore()).isTrue();
        assertThat(store.threads().list(all("WEATHER", 1, "t5")).hasMore()).isFalse();
        assertThat(ids(store.threads().list(all("zÜRICH", 10, null)))).containsExactly("t1");
        assertThat(ids(store.threads().list(all("%", 10, null)))).containsExactly("t2");
        assertThat(ids(store.threads().list(all("a_b", 10, null)))).containsExactly("t3");
        assertThat(ids(store.threads().list(all("\\", 10, null)))).isEmpty();
    }

    @Test
    default void threads_beforeOneMissing_areRefused() {
        Store store = newStore();
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t1", "alice"), "r1"));
        pass(store, RunDraft.in(new ThreadKey("sales", "t2", null), "r2"));

        assertThatThrownBy(() -> store.threads().list(all("", 3, "t0"))).satisfies(ThreadListCases::namesTheEntry);
        assertThatThrownBy(() -> store.threads().list(all("", 3, "t2"))).satisfies(ThreadListCases::namesTheEntry);
        assertThatThrownBy(() -> store.threads().list(own("bob", "t1"))).satisfies(ThreadListCases::namesTheEntry);
        String tooLong = "t".repeat(ThreadKey.MAX_ID_LENGTH + 1);
        assertThatThrownBy(() -> store.threads().list(own("bob", tooLong))).satisfies(ThreadListCases::namesTheEntry);
    }

    /** Two callers may use the same id; for a caller who sees everything, the page continues after the newer one. */
    @Test
    default void threads_beforeAnIdOfTwoCallers_goOnAfterTheNewest() {
        Store store = newStore();
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t", "alice"), "r1"));
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t2", "alice"), "r2"));
        pass(store, RunDraft.in(new ThreadKey(RunDraft.AGENCY, "t", "bob"), "r3"));

        assertThat(ids(store.threads().list(own("alice", "t2")))).containsExactly("t");
        assertThat(ids(store.threads().list(own("alice", "t")))).isEmpty();
        assertThat(ids(store.threads().list(all("", 10, "t")))).containsExactly("t2", "t");
    }

    @Test
    default void read_withALimit_hasTheNewestItems() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(
                store,
                RunDraft.in(key, "r1"),
                StoredItems.assistant("a"),
                StoredItems.assistant("b"),
                StoredItems.assistant("c"));

        assertThat(texts(newest(store, key, 2))).containsExactly("b", "c");
        assertThat(texts(newest(store, key, 4))).containsExactly("Hello from r1", "a", "b", "c");
        assertThat(texts(newest(store, key, 100))).hasSize(4);
    }

    @Test
    default void read_beforeANumber_hasTheNewestItemsBeforeIt() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(
                store,
                RunDraft.in(key, "r1"),
                StoredItems.assistant("a"),
                StoredItems.assistant("b"),
                StoredItems.assistant("c"));

        ThreadRepository.ThreadWithItems read =
                store.threads().read(key, 2, 4, Store.LoadBudget.UNCOUNTED).orElseThrow();
        assertThat(texts(read.items())).containsExactly("a", "b");
        assertThat(read.firstItem()).isEqualTo(2);
        assertThat(read.thread()).isEqualTo(thread(store, key));
        assertThat(texts(newest(store, key, 2, 2))).containsExactly("Hello from r1");
        assertThat(newest(store, key, 2, 1)).isEmpty();
        assertThat(texts(newest(store, key, Integer.MAX_VALUE, 3))).containsExactly("Hello from r1", "a");
        assertThat(texts(newest(store, key, 1, 5))).containsExactly("c");
        assertThat(texts(newest(store, key, 1, 99))).containsExactly("c");
        assertThat(newest(store, RunDraft.thread("none"), 1, 99)).isEmpty();
    }

    @Test
    default void read_someItems_reservesTheirSizes() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(
                store,
                RunDraft.in(key, "r1"),
                StoredItems.assistant("a"),
                StoredItems.assistant("bb"),
                StoredItems.assistant("€"));

        long all = store.threads().find(key).orElseThrow().bytes();
        long first = bytes(store, key, 10, 2);
        assertThat(bytes(store, key, Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(all);
        assertThat(bytes(store, key, 3, 5)).isEqualTo(all - first);
        assertThat(bytes(store, key, 1, 4)).isEqualTo(bytes(store, key, 1, 3) + 1);
        assertThat(bytes(store, key, 1, 5)).isEqualTo(bytes(store, key, 1, 3) + 2);
        assertThat(bytes(store, key, 5, 1)).isZero();
        assertThat(bytes(store, RunDraft.thread("none"), 5, 5)).isZero();
        assertThat(bytes(store, "r1")).isEqualTo(all);
        pass(store, RunDraft.in(key, "r2"));
        assertThat(bytes(store, "r1")).isEqualTo(all);
        assertThat(bytes(store, "r2")).isEqualTo(first);
        assertThat(bytes(store, "none")).isZero();
    }

    private static long bytes(Store store, ThreadKey key, int limit, int before) {
        AtomicLong reserved = new AtomicLong();
        store.threads().read(key, limit, before, reserved::set);
        return reserved.get();
    }

    private static long bytes(Store store, String runId) {
        AtomicLong reserved = new AtomicLong();
        store.runs().read(runId, reserved::set);
        return reserved.get();
    }

    private void title(Store store, String threadId, String text) {
        pass(
                store,
                RunDraft.of("run of " + threadId)
                        .thread(RunDraft.thread(threadId))
                        .says(StoredItems.user(text))
                        .run());
    }

    private static void namesTheEntry(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(Store.PositionException.class)
                .hasMessageStartingWith("There is no thread \"t");
    }

    private static ThreadRepository.ThreadQuery all(String title, int limit, @Nullable String before) {
        return new ThreadRepository.ThreadQuery(RunDraft.AGENCY, false, null, title, limit, before);
    }

    private static ThreadRepository.ThreadQuery own(@Nullable String principal, @Nullable String before) {
        return new ThreadRepository.ThreadQuery(RunDraft.AGENCY, true, principal, "", 10, before);
    }

    private static List<String> ids(Store.Page<StoredThread> page) {
        return page.entries().stream().map(thread -> thread.key().threadId()).toList();
    }
}
