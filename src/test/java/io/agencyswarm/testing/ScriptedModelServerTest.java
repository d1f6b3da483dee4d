package io.agencyswarm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
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

@Timeout(60)
class ScriptedModelServerTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** A disconnected client is detected at once; the rest of the timeout is for a busy machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ScriptedModelServer server;

    @BeforeAll
    static void start() {
        server = ScriptedModelServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        HTTP.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void responses_stream_sendsWhatItSaysThatItSent() throws Exception {
        HttpResponse<byte[]> answer = ask("reason hm | text Hello there", true);
        List<String> received = new ArrayList<>();
        SseParser parser = new SseParser(1 << 20);

        parser.feed(ByteBuffer.wrap(answer.body()));
        for (SseEvent event = parser.next(); event != null; event = parser.next()) {
            received.add(event.text());
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        assertThat(received).isEqualTo(server.sentEvents().getFirst()).hasSize(16);
        assertThat(server.stats()).isEqualTo(new ModelStats(0, 1, 0));
        assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.FINISHED);
        assertThat(server.exchanges().getFirst().bytesWritten()).isEqualTo(answer.body().length);
    }

    @Test
    void responses_plain_isTheLastEventsResponse() throws Exception {
        JsonNode response = Json.read(ask("reason hm | call f {\"a\":1}", false).body());

        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.at("/output/0/type").asText()).isEqualTo("reasoning");
        assertThat(response.at("/output/1/arguments").asText()).isEqualTo("{\"a\":1}");
        assertThat(server.stats().started()).isZero();
    }

    @Test
    void responses_laterTurn_playsTheNextStep() throws Exception {
        ObjectNode body = Json.object().put("stream", false);
        body.withArray("input")
                .add(Json.object().put("role", "user").put("content", "call f ;; text second"))
                .add(Json.object().put("type", "function_call").put("call_id", "c"))
                .add(Json.object().put("type", "function_call_output").put("call_id", "c"));

        assertThat(Json.read(post(body).body()).at("/output/0/content/0/text").asText())
                .isEqualTo("second");
    }

    @Test
    void requests_overHttp_areTheRecordedOnes() throws Exception {
        ask("text a", true);
        get("/nowhere");

        JsonNode event = Json.read(get("/__requests").body());

        assertThat(event.findValuesAsText("path")).containsExactly("/v1/responses", "/nowhere");
        assertThat(event.at("/0/method").asText()).isEqualTo("POST");
        assertThat(event.at("/0/authorization").asText()).isEqualTo("Bearer sk-test");
        assertThat(event.at("/0/headers/Authorization/0").asText()).isEqualTo("Bearer sk-test");
        assertThat(event.at("/0/body/input").asText()).isEqualTo("text a");
        assertThat(event.at("/1/bytes").asInt(-1)).isZero();
        assertThat(Json.read(get("/__stats").body())).isEqualTo(Json.read("{\"open\":0,\"started\":1,\"aborted\":0}"));
    }

    @Test
    void delete_requests_forgetsThemAndBeginsIdsAnew() throws Exception {
        ask("text a", false);

        HttpRequest delete = HttpRequest.newBuilder(server.url().resolve("/__requests"))
                .DELETE()
                .build();
        assertThat(HTTP.send(delete, BodyHandlers.ofString()).body()).isEqualTo("[]");

        assertThat(server.requests()).isEmpty();
        assertThat(Json.read(ask("text a", false).body()).path("id").asText()).isEqualTo("resp_00000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/chat/completions", "/v1/responses/x"})
    void unknownPath_isNotFound(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.read(answer.body()).at("/error/type").asText()).isEqualTo("not_found_error");
    }

    @Test
    void fail_statusAndPause_areSent() throws Exception {
        HttpResponse<byte[]> seconds = ask("fail 429 after 1", true);
        HttpResponse<byte[]> millis = ask("fail 503 after 20ms", true);

        assertThat(seconds.statusCode()).isEqualTo(429);
        assertThat(seconds.headers().firstValue("Retry-After")).contains("1");
        assertThat(Json.read(seconds.body()).at("/error/type").asText()).isEqualTo("rate_limit_error");
        assertThat(millis.statusCode()).isEqualTo(503);
        assertThat(millis.headers().firstValue("retry-after-ms")).contains("20");
    }

    @Test
    void times_sameRequestAgain_meetsTheOtherStep() throws Exception {
        String script = "times 2 fail 500 | times 1 fail 503 | text ok";

        assertThat(List.of(status(script), status(script), status(script), status(script), status(script)))
                .containsExactly(500, 500, 503, 200, 200);
    }

    @Test
    void refuse_closesWithoutAResponse() {
        assertThatThrownBy(() -> open("refuse")).isInstanceOf(EOFException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void drop_answer_cutsConnectionWithinBody() throws Exception {
        try (SseClient client = open("drop")) {
            for (int i = 0; i < 7; i++) {
                assertThat(client.readFrame()).isPresent();
            }
            assertThatThrownBy(client::readFrame).isInstanceOf(EOFException.class);
        }
        assertThat(server.stats()).isEqualTo(new ModelStats(0, 1, 1));
    }

    @Test
    void half_answer_endsNormallyWithinFrame() throws Exception {
        try (SseClient client = open("half")) {
            assertThat(client.readAll())
                    .contains("\"delta\":\"will \"")
                    .doesNotEndWith("}")
                    .doesNotEndWith("\n");
            assertThat(client.read()).isEmpty();
        }
        assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.ABORTED);
    }

    @Test
    void silent_anyRequest_sendsNothingUntilClientLeaves() throws Exception {
        SseClient.Request request = SseClient.to(responses()).timeout(Duration.ofMillis(200));

        assertThatThrownBy(() -> request.post(body("silent", true).toString()))
                .isInstanceOf(SocketTimeoutException.class);

        server.await(it -> it.stats().equals(new ModelStats(0, 1, 1)), AT_ONCE);
    }

    @Test
    void comments_everyInterval_areSent() throws Exception {
        try (SseClient client = open("comments every 20ms")) {
            assertThat(client.readBlock()).contains(": ping\n\n");
            assertThat(client.readBlock()).contains(": ping\n\n");
        }
        server.await(it -> it.stats().open() == 0, AT_ONCE);
        assertThat(server.sentEvents()).containsExactly(List.of());
    }

    @Test
    void bytewise_answer_sendsOneByteAChunk() throws Exception {
        try (SseClient client = open("bytewise text é")) {
            assertThat(client.read()).hasSize(1);
            assertThat(client.readAll()).contains("\"delta\":\"é\"").endsWith("\n\n");
        }
        try (SseClient client = open("bytewise text é")) {
            assertThat(client.readFrames()).hasSize(9);
        }
    }

    @Test
    void leave_idleStream_isSeenAtOnce() throws Exception {
        SseClient client = open("hang");
        client.readBlock();
        assertThat(server.stats()).isEqualTo(new ModelStats(1, 1, 0));

        client.close();

        server.await(it -> it.stats().equals(new ModelStats(0, 1, 1)), AT_ONCE);
    }

    @Test
    void leave_pacedStream_isSeenAtOnce() throws Exception {
        SseClient client = open("say 1000 every 50ms");
        client.readFrame();

        client.close();

        server.await(it -> it.stats().equals(new ModelStats(0, 1, 1)), AT_ONCE);
    }

    @Test
    void leave_plainRequest_isCounted() throws Exception {
        SseClient.Request request = SseClient.to(responses()).timeout(Duration.ofMillis(200));

        assertThatThrownBy(() -> request.post(body("hang", false).toString()))
                .isInstanceOf(SocketTimeoutException.class);

        server.await(it -> it.stats().aborted() == 1, AT_ONCE);
    }

    @Test
    void stream_slowClient_pausesAndLosesNothing() throws Exception {
        SseClient.Request request = SseClient.to(responses()).receiveBuffer(8_192);
        try (SseClient client = request.post(body("flood 5000 of 1000", true).toString())) {
            server.awaitStill(Duration.ofMillis(300), SOON);

            ModelExchange exchange = server.exchanges().getFirst();
            assertThat(exchange.state()).isEqualTo(ModelExchange.State.OPEN);
            assertThat(exchange.bytesWritten()).isBetween(10_000L, 3_000_000L);

            assertThat(client.readFrames()).hasSize(5_008);
            assertThat(exchange.eventsWritten()).isEqualTo(5_008);
        }
    }

    @Test
    void stream_fast_doesNotDelayOthers() throws Exception {
        try (SseClient fast = open("say 50000")) {
            Thread reader = Thread.ofPlatform().start(() -> drain(fast));
            assertThat(ask("text quick", false).statusCode()).isEqualTo(200);
            assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.OPEN);
            reader.join();
            assertThat(server.exchanges().getFirst().eventsWritten()).isEqualTo(50_008);
        }
    }

    @Test
    void stream_manyClients_areServedConcurrently() throws Exception {
        List<SseClient> clients = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            clients.add(open("hang"));
        }
        assertThat(server.stats().open()).isEqualTo(300);

        for (SseClient client : clients) {
            client.close();
        }

        server.await(it -> it.stats().equals(new ModelStats(0, 300, 300)), SOON);
    }

    private static void drain(SseClient client) {
        try {
            client.readAll();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int status(String script) throws Exception {
        return ask(script, false).statusCode();
    }

    private static SseClient open(String script) throws IOException {
        return SseClient.to(responses()).post(body(script, true).toString());
    }

    private static HttpResponse<byte[]> ask(String script, boolean stream) throws Exception {
        return post(body(script, stream));
    }

    private static HttpResponse<byte[]> post(ObjectNode body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(responses())
                        .header("Authorization", "Bearer sk-test")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(server.url().resolve(path)).build(), BodyHandlers.ofByteArray());
    }

    private static ObjectNode body(String script, boolean stream) {
        return Json.object().put("input", script).put("stream", stream);
    }

    private static URI responses() {
        return URI.create(server.baseUrl() + "/responses");
    }
}
