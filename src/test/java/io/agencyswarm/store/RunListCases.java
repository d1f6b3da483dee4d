package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of runs. */
interface RunListCases extends StoreUnderTest {

    @Test
    default void runs_inPages_areNewestFirst() {
        Store store = newStore();
        for (int i = 1; i <= 7; i++) {
            pass(store, RunDraft.of("r" + i).run());
        }

        Store.Page<StoredRun> first = store.runs().list(all(3, null));
        Store.Page<StoredRun> second = store.runs().list(all(3, "r5"));
        Store.Page<StoredRun> third = store.runs().list(all(3, "r2"));

        assertThat(ids(first)).containsExactly("r7", "r6", "r5");
        assertThat(first.hasMore()).isTrue();
        assertThat(ids(second)).containsExactly("r4", "r3", "r2");
        assertThat(second.hasMore()).isTrue();
        assertThat(ids(third)).containsExactly("r1");
        assertThat(third.hasMore()).isFalse();
        assertThat(store.runs().list(all(3, "r1"))).isEqualTo(new Store.Page<>(List.of(), false));
        assertThat(store.runs().list(all(7, null)).hasMore()).isFalse();
        assertThat(ids(store.runs().list(all(Integer.MAX_VALUE, null)))).hasSize(7);
    }

    /** A page of a hundred would hold a hundred answers. */
    @Test
    default void runs_over_areListedWithoutTheirAnswers() {
        Store store = newStore();
        store.runs().end("r1", begin(store, RunDraft.of("r1").run()), List.of(), StoredItems.failed());

        StoredRun listed = store.runs().list(all(1, null)).entries().getFirst();

        StoredRun whole = row(store, "r1");
        assertThat(whole.result()).isEqualTo(StoredItems.failed());
        assertThat(listed.result()).isEqualTo(StoredItems.failed().withoutResponse());
        assertThat(listed).usingRecursiveComparison().ignoringFields("ending").isEqualTo(whole);
    }

    @Test
    default void runs_whileOthersBegin_areListedOnce() {
        Store store = newStore();
        for (int i = 0; i < 20; i++) {
            pass(store, RunDraft.of("r" + i).run());
        }
        List<String> seen = new ArrayList<>();

        @Nullable String before = null;
        boolean more = true;
        while (more) {
            Store.Page<StoredRun> page = store.runs().list(all(3, before));
            seen.addAll(ids(page));
            before = seen.getLast();
            more = page.hasMore();
            pass(store, RunDraft.of("later" + seen.size()).run());
        }

        List<String> expected = new ArrayList<>();
        for (int i = 19; i >= 0; i--) {
            expected.add("r" + i);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    default void runs_ofACaller_areListedAlone() {
        Store store = newStore();
        pass(store, RunDraft.of("r1").principal("alice").run());
        pass(store, RunDraft.of("r2").principal("bob").run());
        pass(store, RunDraft.of("r3").run());
        pass(store, RunDraft.of("r4").principal("alice").agency("sales").run());

        assertThat(ids(store.runs().list(own("alice")))).containsExactly("r1");
        assertThat(ids(store.runs().list(own(null)))).containsExactly("r3");
        assertThat(ids(store.runs().list(own("carol")))).isEmpty();
        assertThat(ids(store.runs().list(all(10, null)))).containsExactly("r3", "r2", "r1");
    }

    @Test
    default void runs_ofAStatusOrThread_areListedAlone() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"));
        long attempt = begin(store, RunDraft.of("r2").run());
        store.runs().end("r2", attempt, List.of(), StoredItems.failed());
        begin(store, RunDraft.in(key, "r3"));
        queue(store, RunDraft.in(key, "r4", OnBusy.ENQUEUE));

        assertThat(ids(list(store, RunStatus.COMPLETED, null))).containsExactly("r1");
        assertThat(ids(list(store, RunStatus.FAILED, null))).containsExactly("r2");
        assertThat(ids(list(store, RunStatus.RUNNING, null))).containsExactly("r3");
        assertThat(ids(list(store, RunStatus.QUEUED, null))).containsExactly("r4");
        assertThat(ids(list(store, null, "t"))).containsExactly("r4", "r3", "r1");
        assertThat(ids(list(store, RunStatus.COMPLETED, "t"))).containsExactly("r1");
        assertThat(ids(list(store, RunStatus.FAILED, "t"))).isEmpty();
    }

    @Test
    default void runs_beforeOneMissing_areRefused() {
        Store store = newStore();
        pass(store, RunDraft.of("r1").principal("alice").run());
        pass(store, RunDraft.of("r2").agency("sales").run());

        assertThatThrownBy(() -> store.runs().list(all(3, "r0"))).satisfies(RunListCases::namesTheEntry);
        assertThatThrownBy(() -> store.runs().list(all(3, "r2"))).satisfies(RunListCases::namesTheEntry);
        assertThatThrownBy(() -> store.runs()
                        .list(new RunRepository.RunQuery(RunDraft.AGENCY, true, "bob", null, null, 3, "r1")))
                .satisfies(RunListCases::namesTheEntry);
    }

    private static void namesTheEntry(Throwable failure) {
        assertThat(failure).isInstanceOf(Store.PositionException.class).hasMessageStartingWith("There is no run \"r");
    }

    private static RunRepository.RunQuery all(int limit, @Nullable String before) {
        return new RunRepository.RunQuery(RunDraft.AGENCY, false, null, null, null, limit, before);
    }

    private static RunRepository.RunQuery own(@Nullable String principal) {
        return new RunRepository.RunQuery(RunDraft.AGENCY, true, principal, null, null, 10, null);
    }

    private static Store.Page<StoredRun> list(Store store, @Nullable RunStatus status, @Nullable String threadId) {
        return store.runs().list(new RunRepository.RunQuery(RunDraft.AGENCY, false, null, status, threadId, 10, null));
    }

    private static List<String> ids(Store.Page<StoredRun> page) {
        return page.entries().stream().map(StoredRun::runId).toList();
    }
}
