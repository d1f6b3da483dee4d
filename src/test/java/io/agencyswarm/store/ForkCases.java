package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads that start with items of another one. */
interface ForkCases extends StoreUnderTest {

    ThreadKey SOURCE = RunDraft.thread("source");
    ThreadKey FORK = RunDraft.thread("fork");

    @Test
    default void fork_ofAll_hasAllAndGoesItsOwnWay() {
        Store store = newStore();
        pass(store, RunDraft.in(SOURCE, "r1"), StoredItems.assistant("a"));

        StoredThread fork = fork(store, SOURCE, null, FORK).orElseThrow();
        pass(store, RunDraft.in(FORK, "r2"));
        pass(store, RunDraft.in(SOURCE, "r3"));

        assertThat(fork.key()).isEqualTo(FORK);
        assertThat(fork.itemCount()).isEqualTo(2);
        assertThat(fork.bytes())
                .isEqualTo(StoredItems.bytes(StoredItems.user("Hello from r1"), StoredItems.assistant("a")));
        assertThat(fork.title()).isEqualTo("Hello from r1");
        assertThat(fork.liveRunId()).isNull();
        assertThat(texts(store, FORK)).containsExactly("Hello from r1", "a", "Hello from r2");
        assertThat(texts(store, SOURCE)).containsExactly("Hello from r1", "a", "Hello from r3");
        store.threads().delete(SOURCE);
        assertThat(texts(store, FORK)).containsExactly("Hello from r1", "a", "Hello from r2");
    }

    @Test
    default void fork_afterAnItem_hasThoseBefore() {
        Store store = newStore();
        pass(store, RunDraft.in(SOURCE, "r1"), StoredItems.assistant("a"), StoredItems.user("b"));

        assertThat(fork(store, SOURCE, 2, FORK)).isPresent();
        assertThat(fork(store, SOURCE, 0, RunDraft.thread("empty"))).isPresent();
        assertThat(fork(store, SOURCE, 3, RunDraft.thread("whole"))).isPresent();

        assertThat(texts(store, FORK)).containsExactly("Hello from r1", "a");
        assertThat(texts(store, RunDraft.thread("empty"))).isEmpty();
        assertThat(texts(store, RunDraft.thread("whole"))).containsExactly("Hello from r1", "a", "b");
    }

    @Test
    default void fork_betweenACallAndItsOutput_leavesTheCallOut() {
        Store store = newStore();
        pass(
                store,
                RunDraft.in(SOURCE, "r1"),
                StoredItems.call("c1"),
                StoredItems.output("c1"),
                StoredItems.reasoning(),
                StoredItems.call("c2"),
                StoredItems.call("c3"),
                StoredItems.output("c2"),
                StoredItems.output("c3"));

        StoredThread fork = fork(store, SOURCE, 7, FORK).orElseThrow();
        fork(store, SOURCE, 5, RunDraft.thread("reasoning"));

        assertThat(texts(store, FORK))
                .containsExactly("Hello from r1", "call c1", "output c1", "reasoning", "call c2", "output c2");
        assertThat(fork.itemCount()).isEqualTo(6);
        assertThat(texts(store, RunDraft.thread("reasoning"))).containsExactly("Hello from r1", "call c1", "output c1");
    }

    @Test
    default void fork_ofMoreThanThereIs_isRefused() {
        Store store = newStore();
        pass(store, RunDraft.in(SOURCE, "r1"));

        for (int afterItem : new int[] {2, -1}) {
            assertThatThrownBy(() -> fork(store, SOURCE, afterItem, FORK)).isInstanceOf(Store.PositionException.class);
        }
        assertThat(fork(store, RunDraft.thread("none"), null, FORK)).isEmpty();
        assertThat(store.threads().find(FORK)).isEmpty();
    }

    @Test
    default void fork_ofANamedThread_hasItsName() {
        Store store = newStore();
        long attempt = begin(store, RunDraft.in(SOURCE, "r1"));
        store.runs().end("r1", attempt, List.of(), StoredItems.named("Greetings"));

        assertThat(fork(store, SOURCE, null, FORK).orElseThrow().title()).isEqualTo("Greetings");
        pass(store, RunDraft.in(FORK, "r2"));
        assertThat(thread(store, FORK).title()).isEqualTo("Greetings");
    }

    @Test
    default void fork_budgetHasNoRoom_createsNothing() {
        Store store = newStore();
        pass(store, RunDraft.in(SOURCE, "r1"));
        Store.LoadBudget none = bytes -> {
            throw new AgencyException(ErrorCode.TOO_MANY, bytes + " bytes");
        };

        assertThatThrownBy(() -> store.threads().fork(SOURCE, null, FORK, none))
                .hasMessage(StoredItems.bytes(StoredItems.user("Hello from r1")) + " bytes");

        assertThat(store.threads().find(FORK)).isEmpty();
    }

    /** While a run adds items, the fork has the complete turns. */
    @Test
    default void fork_ofALiveThread_isFree() {
        Store store = newStore();
        begin(store, RunDraft.in(SOURCE, "r1"));

        assertThat(fork(store, SOURCE, null, FORK).orElseThrow().liveRunId()).isNull();

        begin(store, RunDraft.in(FORK, "r2"));
        assertThat(texts(store, FORK)).containsExactly("Hello from r1", "Hello from r2");
    }

    @Test
    default void fork_toAThreadThatIsThere_isRefused() {
        Store store = newStore();
        pass(store, RunDraft.in(SOURCE, "r1"));
        pass(store, RunDraft.in(FORK, "r2"));

        assertThatThrownBy(() -> fork(store, SOURCE, null, FORK))
                .isInstanceOf(AgencyException.class)
                .extracting(e -> ((AgencyException) e).code())
                .isEqualTo(ErrorCode.CONFLICT);

        assertThat(texts(store, FORK)).containsExactly("Hello from r2");
    }

    @Test
    default void fork_pastWhatItsCallerMayHold_isRefused() {
        Store store = newStore(Map.of("agency-swarm.threads.max-caller-bytes", "1024"));
        pass(
                store,
                RunDraft.of("r1")
                        .thread(SOURCE)
                        .says(StoredItems.user("x".repeat(600)))
                        .run());

        assertThatThrownBy(() -> fork(store, SOURCE, null, FORK))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("agency-swarm.threads.max-caller-bytes")
                .extracting(e -> ((AgencyException) e).code())
                .isEqualTo(ErrorCode.TOO_MANY);

        assertThat(store.threads().find(FORK)).isEmpty();
    }
}
