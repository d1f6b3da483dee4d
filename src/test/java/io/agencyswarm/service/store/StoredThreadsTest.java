package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that the service stores itself. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class StoredThreadsTest {

    private static final int AT_ONCE = 50;
    private static final int QUEUE = 8;

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;
    private String thread;
    private String gate;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        thread = UUID.randomUUID().toString();
        gate = UUID.randomUUID().toString();
        Model.forget();
    }

    @Test
    void ask_sameThreadId_continuesConversation() throws Exception {
        ServiceAnswer first = client.ask("basic", in("call add {\"a\":1,\"b\":2} ;; text Three"));
        StreamedAnswer second = client.stream("basic", in("text Again"));

        assertThat(ThreadsTest.types(Model.lastInput()))
                .containsExactly("user", "function_call", "function_call_output", "assistant", "user");
        JsonNode stored = client.get(path("basic")).body();
        assertThat(stored.path("items")).hasSize(6);
        List<JsonNode> answer = new ArrayList<>();
        first.newMessages().forEach(answer::add);
        second.newMessages().forEach(answer::add);
        assertThat(stored.path("items")).containsExactlyElementsOf(answer);
        assertThat(stored.path("item_count").asInt()).isEqualTo(6);
        assertThat(stored.path("title").asText())
                .isEqualTo(answer.getFirst()
                        .path("content")
                        .asText()
                        .substring(
                                0,
                                Math.min(
                                        60,
                                        answer.getFirst()
                                                .path("content")
                                                .asText()
                                                .length())));
        assertThat(stored.path("run_id").isNull()).isTrue();
        assertThat(stored.path("updated_at").asLong())
                .isGreaterThanOrEqualTo(stored.path("created_at").asLong());
    }

    @Test
    void ask_threadOfOtherAgency_startsConversation() throws Exception {
        client.ask("basic", in("text One"));
        client.ask("team", in("text Two"));

        assertThat(Model.lastInput()).hasSize(1);
        assertThat(client.get(path("basic")).body().path("items")).hasSize(2);
        assertThat(client.get(path("team")).body().path("items")).hasSize(2);
    }

    @Test
    void history_beginsAsThread_isAppendedFromThereOn() throws Exception {
        ServiceAnswer first = client.ask("basic", in("text One"));
        ArrayNode history = first.newMessages().deepCopy();
        history.addAll(client.ask("basic", "text Elsewhere").newMessages());
        client.ask("basic", in("text Two").<ObjectNode>set("chat_history", history));

        JsonNode items = client.get(path("basic")).body().path("items");
        assertThat(items).hasSize(6);
        assertThat(items).startsWith(history.get(0), history.get(1), history.get(2), history.get(3));
    }

    @Test
    void history_another_takesPlaceOfThread() throws Exception {
        client.ask("basic", in("text Kept"));
        ArrayNode history = client.ask("basic", "text Sent").newMessages();
        client.ask("basic", in("text Two").<ObjectNode>set("chat_history", history));

        assertThat(Model.lastInput().toString()).contains("text Sent").doesNotContain("text Kept");
        client.ask("basic", in("text Three"));
        assertThat(Model.lastInput().toString())
                .contains("text Sent", "text Two")
                .doesNotContain("text Kept");
        assertThat(client.get(path("basic")).body().path("item_count").asInt()).isEqualTo(6);
    }

    @Test
    void run_fails_appendsCompleteItems() throws Exception {
        client.ask("basic", in("call add {\"a\":1,\"b\":2} ;; fail 401"));
        assertThat(kinds()).containsExactly("user", "function_call", "function_call_output");
        client.ask("basic", in("text Again"));
        assertThat(ThreadsTest.types(Model.lastInput()))
                .containsExactly("user", "function_call", "function_call_output", "user");
    }

    @Test
    void run_cancelled_appendsItemsOfItsAnswer() throws Exception {
        try (LiveStream stream = client.open(
                "workshop", in("call note {\"text\":\"x\"} ;; call hold {\"gate\":\"" + gate + "\"} ;; text Done"))) {
            stream.runId();
            gates.awaitEntered(gate);
            ServiceAnswer cancelled = Cancels.cancel(client, "workshop", stream);

            assertThat(client.get(path("workshop")).body().path("items")).isEqualTo(cancelled.newMessages());
            assertThat(client.ask("workshop", in("text Next")).status()).isEqualTo(200);
        }
    }

    @Test
    void thread_withALimit_hasTheNewestItems() throws Exception {
        client.ask("basic", in("text One"));
        client.ask("basic", in("text Two"));
        JsonNode all = client.get(path("basic")).body().path("items");
        ServiceAnswer newest = client.get(path("basic") + "?limit=1");

        assertThat(newest.header("Cache-Control")).contains("no-store");
        assertThat(newest.body().path("items")).containsExactly(all.get(3));
        assertThat(newest.body().path("item_count").asInt()).isEqualTo(4);
        for (String wrong : List.of("0", "-1", "x", "99999999999")) {
            assertThat(client.get(path("basic") + "?limit=" + wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    @Test
    void thread_readPageByPage_hasEachItemOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.ask("basic", in("text Number " + i));
        }
        JsonNode whole = client.get(path("basic")).body();
        assertThat(whole.path("first_item").asInt()).isEqualTo(1);
        assertThat(whole.path("has_more").asBoolean(true)).isFalse();

        List<JsonNode> read = new ArrayList<>();
        JsonNode page = client.get(path("basic") + "?limit=4").body();
        page.path("items").forEach(read::add);
        assertThat(page.path("first_item").asInt()).isEqualTo(3);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        page = client.get(path("basic") + "?limit=4&before=3").body();
        assertThat(page.path("items")).hasSize(2);
        assertThat(page.path("item_count").asInt()).isEqualTo(6);
        assertThat(page.path("first_item").asInt()).isEqualTo(1);
        assertThat(page.path("has_more").asBoolean(true)).isFalse();
        for (int i = 0; i < 2; i++) {
            read.add(i, page.path("items").get(i));
        }

        assertThat(whole.path("items")).containsExactlyElementsOf(read);
        assertThat(client.get(path("basic") + "?before=1").body().path("items")).isEmpty();
        for (String wrong : List.of("0", "-1", "x", "99999999999")) {
            ServiceAnswer refused = client.get(path("basic") + "?before=" + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.text()).contains("\"before\"");
        }
    }

    @Test
    void thread_withAChatName_hasItAsItsTitle() throws Exception {
        ServiceAnswer answer = client.ask("basic", in("text Hello").put("generate_chat_name", true));

        assertThat(answer.body().path("chat_name").asText()).isNotEmpty();
        assertThat(client.get(path("basic")).body().path("title").asText())
                .isEqualTo(answer.body().path("chat_name").asText());
    }

    @Test
    void forget_aThread_onlyWhenNoRunIsLive() throws Exception {
        CompletableFuture<ServiceAnswer> live = client.askLater("workshop", in(hold()));
        gates.awaitEntered(gate);
        String runId = client.get(path("workshop")).body().path("run_id").asText();
        assertThat(client.get("/workshop/runs/" + runId).body().path("status").asText())
                .isEqualTo("running");
        ServiceAnswer refused = client.send("DELETE", path("workshop"), "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asText()).contains("live run");
        gates.open(gate);
        live.get();

        assertThat(client.send("DELETE", path("workshop"), "").status()).isEqualTo(204);
        assertThat(client.send("DELETE", path("workshop"), "").status()).isEqualTo(404);
        assertThat(client.get(path("workshop")).status()).isEqualTo(404);
        assertThat(client.get("/workshop/runs/" + runId).status()).isEqualTo(404);
        client.ask("workshop", in("text Anew"));
        assertThat(Model.lastInput()).hasSize(1);
    }

    @Test
    void fork_thread_copiesItsItems() throws Exception {
        client.ask("basic", in("call add {\"a\":1,\"b\":2} ;; text Three"));
        JsonNode items = client.get(path("basic")).body().path("items");

        ServiceAnswer whole = fork("{}");
        assertThat(whole.status()).as(whole.text()).isEqualTo(201);
        String forked = whole.body().path("thread_id").asText();
        assertThat(whole.header("Location"))
                .hasValueSatisfying(to -> assertThat(URI.create(to).getPath()).isEqualTo("/basic/threads/" + forked));
        assertThat(whole.header("Cache-Control")).contains("no-store");
        assertThat(whole.body().path("items")).isEqualTo(items);
        assertThat(fork("{\"after_item\":null}").body().path("items")).isEqualTo(items);
        assertThat(fork("").body().path("items")).as("without a body").isEqualTo(items);
        assertThat(fork("{\"after_item\":3}").body().path("items"))
                .containsExactly(items.get(0), items.get(1), items.get(2));
        assertThat(fork("{\"after_item\":2}").body().path("items"))
                .as("a call that is parted from its output")
                .containsExactly(items.get(0));
        assertThat(fork("{\"after_item\":0}").body().path("items")).isEmpty();

        client.ask("basic", ServiceClient.says("text On").put("thread_id", forked));
        assertThat(Model.lastInput()).hasSize(5);
        assertThat(client.get(path("basic")).body().path("items")).isEqualTo(items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "5", "1.5", "\"1\"", "[]", "99999999999", "true"})
    void fork_afterItemMissing_is422(String item) throws Exception {
        client.ask("basic", in("text One"));
        ServiceAnswer refused = fork("{\"after_item\":" + item + "}");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.text()).contains("after_item");
    }

    @Test
    void fork_ofThreadMissing_is404() throws Exception {
        assertThat(fork("{}").status()).isEqualTo(404);
        assertThat(client.get(path("basic")).status()).isEqualTo(404);
    }

    @Test
    void lists_inAnOpenService_are403() throws Exception {
        for (String list : List.of("/basic/runs", "/basic/threads")) {
            ServiceAnswer refused = client.get(list);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().path("detail").asText()).contains("agency-swarm.threads.list-all=true");
        }
    }

    @Test
    void busyThread_rejectsByDefault_andNamesTheLiveRun() throws Exception {
        try (LiveStream live = client.open("workshop", in(hold()))) {
            String runId = live.runId();
            gates.awaitEntered(gate);
            for (ObjectNode body : List.of(in("text Two"), in("text Two").put("on_busy", "reject"))) {
                ServiceAnswer refused = client.ask("workshop", body);
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.body().path("run_id").asText()).isEqualTo(runId);
                assertThat(refused.body().path("detail").asText()).contains("on_busy", "enqueue", "interrupt");
            }
            gates.open(gate);
            live.await("end");
            assertThat(client.ask("workshop", in("text Upon its end")).status()).isEqualTo(200);
        }
    }

    @Test
    void nextMessage_sentUponTheEnd_neverFindsTheThreadBusy() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (LiveStream stream = client.open("basic", in("text Hi"))) {
                stream.await("end");
                ServiceAnswer next = client.ask("basic", in("text Next"));
                assertThat(next.status()).as(next.text()).isEqualTo(200);
            }
        }
        assertThat(client.get(path("basic")).body().path("item_count").asInt()).isEqualTo(200);
    }

    @Test
    void queue_isServedInOrder_andReportsMetaAtOnce() throws Exception {
        List<LiveStream> waiting = new ArrayList<>();
        try (LiveStream live = client.open("workshop", in(hold()))) {
            live.runId();
            gates.awaitEntered(gate);
            for (int i = 0; i < QUEUE; i++) {
                LiveStream next = client.open("workshop", in("text Turn " + i).put("on_busy", "enqueue"));
                waiting.add(next);
                assertThat(client.get("/workshop/runs/" + next.runId())
                                .body()
                                .path("status")
                                .asText())
                        .isEqualTo("queued");
            }
            ServiceAnswer full = client.ask("workshop", in("text Ninth").put("on_busy", "enqueue"));
            assertThat(full.status()).isEqualTo(409);
            assertThat(full.body().path("run_id").asText()).isEqualTo(live.runId());
            assertThat(full.body().path("detail").asText()).contains("8 runs already wait", "agency-swarm.runs.queue");

            gates.open(gate);
            for (LiveStream next : waiting) {
                assertThat(next.rest().errors()).isEmpty();
            }
        } finally {
            for (LiveStream next : waiting) {
                next.close();
            }
        }
        assertThat(userTexts().subList(1, QUEUE + 1))
                .containsExactlyElementsOf(IntStream.range(0, QUEUE)
                        .mapToObj(i -> "text Turn " + i)
                        .toList());
    }

    @Test
    void queuedRun_whoseClientLeaves_isDropped_andCancelEndsOthers() throws Exception {
        CompletableFuture<ServiceAnswer> live = client.askLater("workshop", in(hold()));
        gates.awaitEntered(gate);
        String left;
        try (LiveStream leaving = client.open("workshop", in("text Left").put("on_busy", "enqueue"))) {
            left = leaving.runId();
        }
        String lasting = client.ask(
                        "workshop", in("text Lasting").put("on_busy", "enqueue").put("background", true))
                .body()
                .path("run_id")
                .asText();
        String cancelled = client.ask(
                        "workshop",
                        in("text Cancelled").put("on_busy", "enqueue").put("background", true))
                .body()
                .path("run_id")
                .asText();
        // It has no turn that could end earlier.
        ServiceAnswer ended =
                client.cancelLater("workshop", cancelled, "after_turn").get();
        assertThat(ended.body().path("cancelled").asBoolean()).as(ended.text()).isTrue();
        ServiceAnswer dropped = client.get("/workshop/runs/" + left + "?wait=20");
        assertThat(dropped.body().path("status").asText()).isEqualTo("cancelled");
        gates.open(gate);
        assertThat(live.get().status()).isEqualTo(200);

        assertThat(client.get("/workshop/runs/" + lasting + "?wait=20")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("completed");
        assertThat(userTexts()).hasSize(2).contains("text Lasting");
    }

    @Test
    void interrupt_cancelsTheLiveRun_andLeavesAValidThread() throws Exception {
        try (LiveStream live = client.open(
                "workshop", in("call note {\"text\":\"x\"} ;; call hold {\"gate\":\"" + gate + "\"} ;; text Done"))) {
            live.runId();
            gates.awaitEntered(gate);
            ServiceAnswer next = client.ask("workshop", in("text Instead").put("on_busy", "interrupt"));

            assertThat(next.response()).isEqualTo("Instead");
            assertThat(live.rest().messages().path("cancelled").asBoolean()).isTrue();
        }
        assertThat(kinds()).containsExactly("user", "function_call", "function_call_output", "user", "assistant");
        JsonNode items = client.get(path("workshop")).body().path("items");
        Model.assertGoesOn(client, "workshop", items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "enqueue", "interrupt"})
    void manyRequestsAtOnce_loseAndDoubleNoItem(String policy) throws Exception {
        List<CompletableFuture<ServiceAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(client.askLater("workshop", in("text Reply " + i).put("on_busy", policy)));
        }
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < AT_ONCE; i++) {
            ServiceAnswer answer = answers.get(i).get();
            assertThat(answer.status()).as(answer.text()).isIn(200, 409, 500);
            if (answer.status() == 200) {
                answered.add("text Reply " + i);
            }
        }
        assertThat(answered).isNotEmpty();
        List<String> texts = userTexts();
        assertThat(texts).doesNotHaveDuplicates().containsAll(answered);
        if (!policy.equals("interrupt")) {
            assertThat(texts).containsExactlyInAnyOrderElementsOf(answered);
            assertThat(kinds()).hasSize(2 * answered.size());
        }
        Model.assertGoesOn(
                client, "workshop", client.get(path("workshop")).body().path("items"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread_id", "on_busy"})
    void field_wrong_is422(String field) throws Exception {
        for (String value : List.of(
                "\"\"", "\"" + "x".repeat(300) + "\"", "1", "[]", "{}", "true", "\"" + "x".repeat(1 << 20) + "\"")) {
            ServiceAnswer refused =
                    client.post("/basic/get_response", "{\"message\":\"text Hi\",\"" + field + "\":" + value + "}");
            assertThat(refused.status()).as(value.length() + refused.text()).isEqualTo(422);
            assertThat(refused.text()).contains(field).hasSizeLessThan(2_000);
        }
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void pathsAndQueries_ofAMegabyte_areRefused() throws Exception {
        String huge = "x".repeat(4_000);
        for (String path : List.of(
                "/basic/threads/" + huge, "/basic/runs/" + huge, "/basic/threads?before=" + huge + "&title=" + huge)) {
            assertThat(client.get(path).status()).as(path.substring(0, 20)).isIn(403, 404, 414, 422);
        }
    }

    @Test
    void threadId_anyCharacters_namesOwnThread() throws Exception {
        for (String id : List.of("a b", "ü/ö", "%2F", "..", "a\"b", "💡", "x".repeat(256))) {
            thread = id;
            assertThat(client.ask("basic", in("text Hi")).status()).as(id).isEqualTo(200);
            String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
            if (!id.equals("..")) {
                ServiceAnswer stored = client.get("/basic/threads/" + encoded);
                assertThat(stored.body().path("thread_id").asText())
                        .as(id + stored.text())
                        .isEqualTo(id);
                assertThat(client.send("DELETE", "/basic/threads/" + encoded, "")
                                .status())
                        .isEqualTo(204);
            }
        }
    }

    private String hold() {
        return "call hold {\"gate\":\"" + gate + "\"} ;; text Done";
    }

    private ServiceAnswer fork(String body) throws IOException, InterruptedException {
        return client.post(path("basic") + "/fork", body);
    }

    private List<String> kinds() throws Exception {
        JsonNode stored = client.get(path("workshop")).body();
        JsonNode items = stored.has("items")
                ? stored.path("items")
                : client.get(path("basic")).body().path("items");
        return Cancels.kinds((ArrayNode) items);
    }

    private List<String> userTexts() throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : client.get(path("workshop")).body().path("items")) {
            if (item.path("role").asText().equals("user")) {
                texts.add(item.path("content").asText());
            }
        }
        return texts;
    }

    private String path(String agency) {
        return "/" + agency + "/threads/" + thread;
    }

    private ObjectNode in(String script) {
        return ServiceClient.says(script).put("thread_id", thread);
    }
}
