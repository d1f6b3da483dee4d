package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The titles of threads. */
interface TitleCases extends StoreUnderTest {

    @Test
    default void title_withoutChatName_isTheBeginningOfTheFirstUserText() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        pass(store, saying(key, "r1", StoredItems.assistant("before"), StoredItems.user("a".repeat(70))));
        assertThat(thread(store, key).title()).isEqualTo("a".repeat(60));

        pass(store, saying(key, "r2", StoredItems.user("b")));
        assertThat(thread(store, key).title()).isEqualTo("a".repeat(60));
    }

    @Test
    default void title_ofTwoUnitCharacters_isNotCutInOne() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        pass(store, saying(key, "r1", StoredItems.user("🐝".repeat(70))));

        assertThat(thread(store, key).title()).isEqualTo("🐝".repeat(60));
    }

    @Test
    default void title_ofPartsAndOfDelegatedRuns_isTheUsersFirstText() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        Item parts = Item.of((ObjectNode) Json.readOwn("""
                        {"type": "message", "role": "user", "content": [
                        {"type": "input_image", "file_id": "f"}, {"type": "input_text", "text": "What is it?"}]}
                        """.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
        Origin delegated = new Origin("Expert", "Lead", "agent_run_2", "trace_1", "c1");

        pass(
                store,
                saying(
                        key,
                        "r1",
                        new ThreadItem(Item.userMessage("from an agent"), delegated, 1),
                        StoredItems.user(""),
                        new ThreadItem(parts, new Origin("Lead", null, "agent_run_1", "trace_1", null), 2)));

        assertThat(thread(store, key).title()).isEqualTo("What is it?");
    }

    @Test
    default void title_ofTextThatComesWithALaterTurn_isThat() {
        Store store = newStore();
        ThreadKey atATurn = RunDraft.thread("turn");
        ThreadKey atTheEnd = RunDraft.thread("end");
        long attempt = begin(store, RunDraft.of("one").thread(atATurn).says().run());
        store.runs()
                .advance(
                        "one",
                        attempt,
                        List.of(StoredItems.user("What is this?"), StoredItems.assistant("A file.")),
                        3);
        end(store, "one", attempt, StoredItems.user("And more"));
        pass(store, RunDraft.of("two").thread(atTheEnd).says().run(), StoredItems.user("What is that?"));

        assertThat(thread(store, atATurn).title()).isEqualTo("What is this?");
        assertThat(thread(store, atTheEnd).title()).isEqualTo("What is that?");
    }

    @Test
    default void title_withoutAnyText_isEmpty() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        pass(store, saying(key, "r1", StoredItems.assistant("nobody asked")));

        assertThat(thread(store, key).title()).isEmpty();
    }

    @Test
    default void title_chatName_staysUntilTheNext() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        assertThat(thread(store, key).title()).isEqualTo("Hello from r1");

        store.runs().end("r1", attempt, List.of(), StoredItems.named("Greetings"));
        assertThat(thread(store, key).title()).isEqualTo("Greetings");

        pass(store, RunDraft.in(key, "r2"));
        assertThat(thread(store, key).title()).isEqualTo("Greetings");
        pass(
                store,
                RunDraft.of("r3")
                        .thread(key)
                        .history(List.of(StoredItems.user("new")))
                        .run());
        assertThat(thread(store, key).title()).isEqualTo("Greetings");
        long last = begin(store, RunDraft.in(key, "r4"));
        store.runs().end("r4", last, List.of(), StoredItems.named("Farewell"));
        assertThat(thread(store, key).title()).isEqualTo("Farewell");
    }

    @Test
    default void title_ofANewGeneration_isThatOfItsFirstText() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r1"));

        pass(
                store,
                RunDraft.of("r2")
                        .thread(key)
                        .history(List.of(StoredItems.user("new")))
                        .run());

        assertThat(thread(store, key).title()).isEqualTo("new");
    }

    private static NewRun saying(ThreadKey key, String runId, ThreadItem... items) {
        return RunDraft.of(runId).thread(key).says(items).run();
    }
}
