package io.agencyswarm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts as chat completions. */
@Timeout(60)
class ScriptedChatTest {

    /** A disconnected client is detected at once; the rest of the timeout is for a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static ScriptedModelServer server;

    @BeforeAll
    static void start() {
        server = ScriptedModelServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void stream_text_isOneChunkAWordBetweenRoleAndEnd() throws Exception {
        List<JsonNode> chunks = chunks("say 3");

        assertThat(chunks).hasSize(5).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id").asText()).isEqualTo("chatcmpl_00000001");
            assertThat(chunk.path("model").asText()).isEqualTo("gpt-x");
            assertThat(chunk.has("usage")).isFalse();
        });
        assertThat(chunks.getFirst().at("/choices/0/delta"))
                .isEqualTo(Json.read("{\"role\":\"assistant\",\"content\":\"\"}"));
        assertThat(said(chunks)).isEqualTo("w1 w2 w3 ");
        assertThat(chunks.getFirst().at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(server.stats()).isEqualTo(new ModelStats(0, 1, 0));
        assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.FINISHED);
    }

    @Test
    void stream_usageIsAskedFor_comesLastWithoutAChoice() throws Exception {
        ObjectNode body = body("text Good day", true);
        body.putObject("stream_options").put("include_usage", true);
        body.withArray("messages").insert(0, message("system", "Be brief."));
        List<JsonNode> chunks = chunks(body);

        assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
        assertThat(chunks.getLast().path("usage"))
                .isEqualTo(Json.read("{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12}"));
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
    }

    @Test
    void stream_calls_areInOneChunk() throws Exception {
        List<JsonNode> chunks = chunks("call add {\"a\":1} & call wait");

        JsonNode calls = chunks.get(1).at("/choices/0/delta/tool_calls");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0))
                .isEqualTo(Json.read("{\"index\":0,\"id\":\"call_00000002\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\\\":1}\"}}"));
        assertThat(calls.at("/1/index").asInt()).isEqualTo(1);
        assertThat(calls.at("/1/function/arguments").asText()).isEqualTo("{}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void stream_reasoning_comesBeforeTheStep() throws Exception {
        List<JsonNode> chunks = chunks("reason Let me see | text Seen");

        assertThat(chunks.get(1).at("/choices/0/delta/reasoning_content").asText())
                .isEqualTo("Let me see");
        assertThat(said(chunks)).isEqualTo("Seen");
    }

    @Test
    void stream_broken_endsWithAnErrorAndNothingElse() throws Exception {
        try (SseClient client = open("broken")) {
            List<String> frames = client.readFrames();

            assertThat(frames).hasSize(5);
            JsonNode last = Json.read(frames.getLast().substring("data: ".length()));
            assertThat(last.at("/error/message").asText()).isEqualTo("The fake model broke.");
            assertThat(last.has("choices")).isFalse();
        }
        assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.FINISHED);
    }

    @Test
    void stream_drop_cutsTheConnectionWithinTheBody() throws Exception {
        try (SseClient client = open("drop")) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.readFrame()).isPresent();
            }
            assertThatThrownBy(client::readFrame).isInstanceOf(EOFException.class);
        }
        assertThat(server.stats()).isEqualTo(new ModelStats(0, 1, 1));
    }

    @Test
    void stream_half_endsInGoodOrderWithinAChunk() throws Exception {
        try (SseClient client = open("half")) {
            String last = client.readAll().lines().toList().getLast();

            assertThat(last).startsWith("data: {\"id\":\"chatcmpl_00000001\"").doesNotEndWith("}");
        }
        assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.ABORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "say 1000 every 50ms", "comments every 20ms"})
    void stream_clientLeaves_isSeenAtOnce(String script) throws Exception {
        SseClient client = open(script);
        client.readBlock();
        assertThat(server.stats()).isEqualTo(new ModelStats(1, 1, 0));

        client.close();

        server.await(it -> it.exchanges().getFirst().state() == ModelExchange.State.ABORTED, AT_ONCE);
        assertThat(server.stats()).isEqualTo(new ModelStats(0, 1, 1));
    }

    @Test
    void plain_text_isOneMessage() throws Exception {
        JsonNode answer = plain("reason hm | text Good day", 200);

        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.at("/choices/0/message"))
                .isEqualTo(Json.read("{\"role\":\"assistant\",\"reasoning_content\":\"hm\",\"content\":\"Good day\"}"));
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(server.stats().started()).isZero();
    }

    @Test
    void plain_calls_areInAMessageWithoutContent() throws Exception {
        JsonNode answer = plain("call add {\"a\":1}", 200);

        assertThat(answer.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(answer.at("/choices/0/message/tool_calls/0/function/name").asText())
                .isEqualTo("add");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void plain_clientLeaves_isCounted() throws Exception {
        SseClient.Request request = SseClient.to(address()).timeout(Duration.ofMillis(200));

        assertThatThrownBy(() -> request.post(body("hang", false).toString()))
                .isInstanceOf(SocketTimeoutException.class);

        server.await(it -> it.stats().aborted() == 1, AT_ONCE);
    }

    @Test
    void fail_anyForm_isAnError() throws Exception {
        assertThat(plain("fail 429", 429).at("/error/type").asText()).isEqualTo("rate_limit_error");
        assertThat(plain("broken", 500).at("/error/message").asText()).isEqualTo("The fake model broke.");
        try (SseClient client = open("fail 500")) {
            assertThat(client.status()).isEqualTo(500);
        }
    }

    @Test
    void times_sameRequestAgain_meetsTheOtherStep() throws Exception {
        plain("times 1 fail 500 | text ok", 500);
        plain("times 1 fail 500 | text ok", 200);
    }

    @Test
    void laterTurn_afterCallsConcurrently_playsNextStep() throws Exception {
        ObjectNode body = body("call f & call g ;; call h ;; text third", true);
        for (String calls : List.of("[{\"id\":\"a\"},{\"id\":\"b\"}]", "[{\"id\":\"c\"}]")) {
            ObjectNode turn = message("assistant", "").putNull("content");
            turn.set("tool_calls", Json.read(calls));
            body.withArray("messages").add(turn);
            turn.path("tool_calls")
                    .forEach(call ->
                            body.withArray("messages").add(message("tool", "1").set("tool_call_id", call.get("id"))));
        }

        assertThat(said(chunks(body))).isEqualTo("third");
    }

    @Test
    void message_ofParts_isReadAsTheirText() throws Exception {
        ObjectNode body = body("", true);
        ((ObjectNode) body.at("/messages/0"))
                .set(
                        "content",
                        Json.read(
                                "[{\"type\":\"text\",\"text\":\"text Good \"},{\"type\":\"text\",\"text\":\"day\"}]"));

        assertThat(said(chunks(body))).isEqualTo("Good day");
    }

    @Test
    void message_isNoScript_isEchoed() throws Exception {
        assertThat(said(chunks("Good day"))).isEqualTo("Echo: Good day");
    }

    private static List<JsonNode> chunks(String script) throws IOException {
        return chunks(body(script, true));
    }

    /** Returns the chunks of a complete stream. */
    private static List<JsonNode> chunks(ObjectNode body) throws IOException {
        List<JsonNode> chunks = new ArrayList<>();
        try (SseClient client = SseClient.to(address()).post(body.toString())) {
            assertThat(client.header("Content-Type")).contains("text/event-stream; charset=utf-8");
            List<String> frames = client.readFrames();
            assertThat(frames.removeLast()).isEqualTo("data: [DONE]\n\n");
            for (String frame : frames) {
                assertThat(frame).startsWith("data: {");
                chunks.add(Json.read(frame.substring("data: ".length())));
            }
        }
        return chunks;
    }

    private static String said(List<JsonNode> chunks) {
        StringBuilder answer = new StringBuilder();
        chunks.forEach(
                chunk -> answer.append(chunk.at("/choices/0/delta/content").asText()));
        return answer.toString();
    }

    private static JsonNode plain(String script, int status) throws IOException {
        try (SseClient client = SseClient.to(address()).post(body(script, false).toString())) {
            assertThat(client.status()).isEqualTo(status);
            return Json.read(client.readAll());
        }
    }

    private static SseClient open(String script) throws IOException {
        return SseClient.to(address()).post(body(script, true).toString());
    }

    private static ObjectNode body(String script, boolean stream) {
        ObjectNode body = Json.object().put("model", "gpt-x").put("stream", stream);
        body.putArray("messages").add(message("user", script));
        return body;
    }

    private static ObjectNode message(String role, String content) {
        return Json.object().put("role", role).put("content", content);
    }

    private static URI address() {
        return URI.create(server.baseUrl() + "/chat/completions");
    }
}
