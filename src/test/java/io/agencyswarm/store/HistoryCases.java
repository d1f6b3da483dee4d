package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads whose client sends a history. */
interface HistoryCases extends StoreUnderTest {

    @Test
    default void admit_historyOfANewThread_isAppendedBeforeTheMessage() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        begin(store, run(key, "r1", List.of(StoredItems.user("a"), StoredItems.assistant("b"))));

        assertThat(texts(store, key)).containsExactly("a", "b", "Hello from r1");
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1");
    }

    @Test
    default void admit_historyEqualsThread_appendsNothing() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), StoredItems.assistant("b"));

        begin(store, run(key, "r2", store.threads().items(key)));

        assertThat(texts(store, key)).containsExactly("Hello from r1", "b", "Hello from r2");
    }

    @Test
    default void admit_historyExtendsThread_appendsNewItems() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), StoredItems.assistant("b"));
        List<ThreadItem> history = new ArrayList<>(store.threads().items(key));
        history.add(StoredItems.user("c"));
        history.add(StoredItems.assistant("d"));

        begin(store, run(key, "r2", history));

        assertThat(texts(store, key)).containsExactly("Hello from r1", "b", "c", "d", "Hello from r2");
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "b");
    }

    /** Clients may send the fields of an object in any order. */
    @Test
    default void admit_historyWithFieldsInAnotherOrder_isTheSame() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), StoredItems.assistant("b"));
        List<ThreadItem> turned =
                store.threads().items(key).stream().map(HistoryCases::turned).toList();

        begin(store, run(key, "r2", turned));

        assertThat(texts(store, key)).containsExactly("Hello from r1", "b", "Hello from r2");
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "b");
    }

    @Test
    default void admit_historyWithNumberInAnotherNotation_isTheSame() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), priced("b", "1.10"));
        List<ThreadItem> rewritten = List.of(store.threads().items(key).getFirst(), priced("b", "1.1"));

        begin(store, run(key, "r2", rewritten));

        assertThat(texts(store, key)).containsExactly("Hello from r1", "b", "Hello from r2");
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "b");
    }

    /** A history never has the keys that no provider accepts, even if the model's answer has one. */
    @Test
    default void admit_historyOfAnAnswerWithAKeyThatIsLeftOut_isTheSame() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        ThreadItem plain = StoredItems.assistant("b");
        ObjectNode answer = plain.item().json().deepCopy();
        answer.putObject("provider_data").put("model", "x");
        pass(
                store,
                RunDraft.in(key, "r1"),
                new ThreadItem(Item.of(answer).orElseThrow(), plain.origin(), plain.timestamp()));
        long bytes = thread(store, key).bytes();

        begin(store, run(key, "r2", store.threads().items(key)));

        assertThat(texts(store, key)).containsExactly("Hello from r1", "b", "Hello from r2");
        assertThat(thread(store, key).bytes()).isEqualTo(bytes + StoredItems.bytes(StoredItems.user("Hello from r2")));
    }

    @Test
    default void admit_otherHistory_takesTheThreadsPlace() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), StoredItems.assistant("b"));
        long version = thread(store, key).version();

        begin(store, run(key, "r2", List.of(StoredItems.user("a"), StoredItems.assistant("b"))));

        assertThat(texts(store, key)).containsExactly("a", "b", "Hello from r2");
        assertThat(thread(store, key).itemCount()).isEqualTo(3);
        assertThat(thread(store, key).bytes())
                .isEqualTo(StoredItems.bytes(
                        StoredItems.user("a"), StoredItems.assistant("b"), StoredItems.user("Hello from r2")));
        assertThat(thread(store, key).version()).isGreaterThan(version);
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "b");
        assertThat(texts(items(store, "r2"))).containsExactly("Hello from r2");
    }

    /** A client that has shortened its history, to continue differently. */
    @Test
    default void admit_historyShorterThanTheThread_takesItsPlace() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"), StoredItems.assistant("b"));

        pass(store, run(key, "r2", List.of(StoredItems.user("Hello from r1"))), StoredItems.assistant("c"));
        pass(store, run(key, "r3", List.of()), StoredItems.assistant("d"));

        assertThat(texts(store, key)).containsExactly("Hello from r3", "d");
        assertThat(texts(items(store, "r1"))).containsExactly("Hello from r1", "b");
        assertThat(texts(items(store, "r2"))).containsExactly("Hello from r2", "c");
    }

    @Test
    default void admit_historyWhereBusy_changesNothing() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.in(key, "r1"));

        assertThat(store.runs().admit(run(key, "r2", List.of(StoredItems.user("a")))))
                .isInstanceOf(AdmissionResult.Busy.class);

        assertThat(texts(store, key)).containsExactly("Hello from r1");
    }

    /** The thread's items at the start of the run count. */
    @Test
    default void claim_withHistory_comparesWhenItsTurnComes() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long first = begin(store, RunDraft.in(key, "r1"));
        NewRun fits = RunDraft.of("r2")
                .thread(key)
                .onBusy(OnBusy.ENQUEUE)
                .history(List.of(StoredItems.user("Hello from r1"), StoredItems.assistant("b")))
                .run();
        NewRun differs = RunDraft.of("r3")
                .thread(key)
                .onBusy(OnBusy.ENQUEUE)
                .history(List.of(StoredItems.user("x")))
                .run();
        queue(store, fits);
        queue(store, differs);
        assertThat(texts(store, key)).containsExactly("Hello from r1");

        end(store, "r1", first, StoredItems.assistant("b"));
        long second = claim(store, fits);
        assertThat(texts(store, key)).containsExactly("Hello from r1", "b", "Hello from r2");
        end(store, "r2", second);
        claim(store, differs);
        assertThat(texts(store, key)).containsExactly("x", "Hello from r3");
    }

    @Test
    default void delete_ofARunOfAFormerGeneration_leavesTheThread() {
        Store store = newStore(Map.of("agency-swarm.threads.max-caller-bytes", "2048"));
        ThreadKey key = RunDraft.thread("t");
        // Only one generation fits, so the space of deleted items must be released.
        for (int i = 0; i < 10; i++) {
            pass(store, run(key, "r" + i, List.of(StoredItems.user("x".repeat(300) + i))));
            assertThat(store.runs().delete("r" + i)).isEqualTo(Store.DeletionResult.DONE);
        }

        assertThat(texts(store, key)).containsExactly("x".repeat(300) + 9, "Hello from r9");
    }

    private static NewRun run(ThreadKey key, String runId, List<ThreadItem> history) {
        return RunDraft.of(runId).thread(key).history(history).run();
    }

    private static ThreadItem priced(String text, String price) {
        ObjectNode json = StoredItems.assistant(text).toJson();
        json.set("price", Json.readOwn(price.getBytes(StandardCharsets.UTF_8)));
        return ThreadItem.of(json).orElseThrow();
    }

    private static ThreadItem turned(ThreadItem item) {
        ObjectNode turned = Json.object();
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(item.toJson().properties());
        fields.reversed().forEach(field -> turned.set(field.getKey(), field.getValue()));
        return ThreadItem.of(turned).orElseThrow();
    }
}
