package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model server whose answer is malformed on the wire. After each fault the stream has ended as the contract requires,
 * its new messages make a valid next request, and nothing is left over: no run and no connection to the server. Because
 * only a few concurrent runs are allowed, a leaked place or leaked bytes of the budget would be noticed too.
 */
@QuarkusTest
@TestProfile(OddModelProfile.class)
@Timeout(180)
class ModelWireFaultsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private static final String TO_THE_END = OK + "Connection: close\r\n\r\n";
    private static final String CREATED = event("{'type':'response.created','response':{}}");
    private static final String DELTA = event("{'type':'response.output_text.delta','item_id':'m','delta':'Grüße'}");
    private static final String SAID = event("{'type':'response.output_item.done','item':{'type':'message','id':'m',"
            + "'role':'assistant','content':[{'type':'output_text','text':'Grüße'}]}}");
    private static final String CALLED = event("{'type':'response.output_item.done','item':{'type':'function_call',"
            + "'id':'f','call_id':'c','name':'add','arguments':'{}'}}");
    private static final String COMPLETED = event("{'type':'response.completed','response':{}}");
    private static final String CHAT_SAID = event("{'choices':[{'index':0,'delta':{'content':'Grüße'}}]}")
            + event("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
    private static final String CHAT_END = "data: [DONE]\n\n";
    private static final String LINES = "{'message':{'role':'assistant','content':'Grüße'},'done':false}\n"
                    .replace('\'', '"')
            + "{'message':{'role':'assistant','content':''},'done_reason':'stop','done':true}\n".replace('\'', '"');
    private static final String GOOD = CREATED + DELTA + SAID + COMPLETED;

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRuns active;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + OddModelProfile.TOKEN);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        OddModelServer.awaitClosed();
        OddModelServer.answers(TO_THE_END + GOOD);
        assertThat(client.ask("basic", "Are you there?").response()).isEqualTo("Grüße");
    }

    @ParameterizedTest
    @EnumSource
    void answer_cutAfterAnyByte_endsInGoodOrder(Wire wire) throws Exception {
        byte[] whole = bytes(wire.answer);
        Set<String> histories = new HashSet<>();
        for (int n = 0; n < whole.length; n++) {
            byte[] part = Arrays.copyOf(whole, n);
            OddModelServer.plays(connection -> connection.send(part));
            StreamedAnswer streamed = client.stream("basic", wire.asks());

            assertInOrder(streamed);
            assertThat(streamed.errors()).as(streamed.toString()).hasSize(n < bytes(wire.said()).length ? 1 : 0);
            if (histories.add(kinds(streamed.newMessages()))) {
                assertGoesOn(streamed.newMessages());
            }
        }
        assertThat(histories)
                .as("what cuts leave: the message, or the answer too")
                .hasSizeBetween(1, 2);
    }

    /** The formats of answers, and how each marks its end. */
    enum Wire {
        // Without the empty line, which a complete event does not need at the end of an answer.
        RESPONSES_TO_THE_END("", (TO_THE_END + CREATED + DELTA + SAID + CALLED + COMPLETED).strip()),
        RESPONSES_SIZED("", sized("text/event-stream", CREATED + DELTA + SAID + CALLED + COMPLETED)),
        CHAT("litellm/openai/gpt", TO_THE_END + CHAT_SAID + CHAT_END),
        OLLAMA("litellm/ollama/llama", sized("application/x-ndjson", LINES));

        private final String model;
        private final String answer;

        Wire(String model, String answer) {
            this.model = model;
            this.answer = answer;
        }

        /** Everything except the end marker of a complete stream. */
        String said() {
            if (answer.endsWith(CHAT_END)) {
                return answer.substring(0, answer.length() - CHAT_END.length()).strip();
            }
            return answer.endsWith("}\n") ? answer.strip() : answer;
        }

        ObjectNode asks() {
            ObjectNode body = ServiceClient.says("Say something");
            if (!model.isEmpty()) {
                body.putObject("client_config")
                        .put("base_url", OddModelServer.url())
                        .put("model", model);
            }
            return body;
        }
    }

    @Test
    void event_ofTwentyMebibytes_endsTheRunLongBeforeItsEnd() throws Exception {
        byte[] piece = new byte[65_536];
        Arrays.fill(piece, (byte) 'x');
        for (String begin : List.of("data: {\"type\":\"", "event: ", ": ", "id: ", "", "data: x\ndata: ")) {
            OddModelServer.plays(connection -> {
                connection.send(TO_THE_END + CREATED + begin);
                for (int i = 0; i < 320; i++) {
                    connection.send(piece);
                }
            });
            StreamedAnswer streamed = client.stream("basic", "Say something");

            assertEnded(streamed, 1);
            assertThat(streamed.errors().getFirst().path("error").asText()).contains("larger than 100000 bytes");
            OddModelServer.awaitClosed();
            assertThat(OddModelServer.sent()).as(begin).isLessThan(20L << 20);
        }
    }

    @Test
    void event_ofManyEmptyLines_isTooLargeToo() throws Exception {
        OddModelServer.answers(TO_THE_END + CREATED + "data\n".repeat(1_000_000));

        assertFails("larger than 100000 bytes");
    }

    @Test
    void event_ofNothingButSmallValues_isTooLargeToo() throws Exception {
        String values = "{},".repeat(30_000);
        OddModelServer.answers(
                TO_THE_END + CREATED + "data: {\"type\":\"response.output_item.done\",\"item\":{\"type\":"
                        + "\"telepathy\",\"deep\":[" + values + "{}]}}\n\n");

        assertFails("so many values");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0, 0xE2, 0xF0, 0xFF, 0x00})
    void event_isNotUtf8_failsTheRun(int odd) throws Exception {
        for (String event : List.of(DELTA, SAID)) {
            byte[] wrong = event.replace("Grüße", "Gr~").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < wrong.length; i++) {
                wrong[i] = wrong[i] == '~' ? (byte) odd : wrong[i];
            }
            OddModelServer.plays(connection ->
                    connection.send(TO_THE_END + CREATED).send(wrong).send(COMPLETED));

            assertFails("Agent Assistant: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "BOM"})
    void event_isInAnotherEncoding_failsTheRun(String encoding) throws Exception {
        String json = "{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}";
        byte[] data = encoding.equals("BOM") ? bytes("\uFEFF" + json) : json.getBytes(encoding);
        OddModelServer.plays(connection ->
                connection.send(TO_THE_END + CREATED + "data: ").send(data).send("\n\n" + SAID + COMPLETED));

        assertFails("not valid JSON");
    }

    @Test
    void event_isWrittenOverSeveralLines_isPassedOnAsOne() throws Exception {
        OddModelServer.answers(TO_THE_END + CREATED
                + "data: {\ndata:   \"type\": \"response.output_text.delta\",\ndata:   \"delta\": \"Hi\"\ndata: }\n\n"
                + SAID + COMPLETED);

        try (var stream = client.raw("/basic/get_response_stream")
                .post(ServiceClient.says("Say something").toString())) {
            List<String> frames = new ArrayList<>();
            for (var frame = stream.readFrame(); frame.isPresent(); frame = stream.readFrame()) {
                frames.add(frame.get());
            }
            assertThat(frames)
                    .filteredOn(frame -> frame.contains("output_text.delta"))
                    .singleElement()
                    .asString()
                    .doesNotContain("\ndata: ")
                    .contains("\"delta\": \"Hi\"");
        }
    }

    @Test
    void items_haveOneId_areBothKept() throws Exception {
        OddModelServer.answers(TO_THE_END + CREATED + SAID + SAID + COMPLETED);
        StreamedAnswer streamed = client.stream("basic", "Say something");

        assertEnded(streamed, 0);
        assertThat(streamed.newMessages()).hasSize(3);
        assertGoesOn(streamed.newMessages());
    }

    @Test
    void answer_isNeverCompleted_failsTheRun() throws Exception {
        OddModelServer.answers(TO_THE_END + CREATED + DELTA + SAID);

        assertFails("ended before it was complete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Retry-After: 0\r\n",
                "Retry-After: -5\r\n",
                "Retry-After: 99999999999999999999999\r\n",
                "Retry-After: 1e9\r\n",
                "Retry-After: soon\r\n",
                "Retry-After:\r\n",
                "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
                "retry-after-ms: -7\r\n",
                "retry-after-ms: x\r\nRetry-After: 0\r\n"
            })
    void refusal_429_isTriedAgainWhateverItSaysOfWhen(String header) throws Exception {
        OddModelServer.plays(connection -> connection.send(
                connection.request() < 3
                        ? "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nConnection: close\r\n" + header
                                + "\r\n"
                        : TO_THE_END + GOOD));
        StreamedAnswer streamed = client.stream("basic", "Say something");

        assertEnded(streamed, 0);
        assertThat(OddModelServer.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Retry-After: 120\r\n",
                "Retry-After: 999999999999999999\r\n",
                "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
                "retry-after-ms: 51\r\n",
                "retry-after-ms: 120000\r\nRetry-After: 0\r\n",
                "x-should-retry: true\r\nRetry-After: 120\r\n"
            })
    void refusal_asksForLongerPauseThanLongest_isReportedAtOnce(String header) throws Exception {
        OddModelServer.answers(
                "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nConnection: close\r\n" + header + "\r\n");

        assertThat(assertFails("longer than agency-swarm.model.retry.max-pause, 50 ms"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"400,true,3", "401,TRUE,3", "429,false,1", "503,false,1", "503,maybe,3", "400,maybe,1"})
    void refusal_saysWhetherToTryAgain_isObeyed(int status, String should, int requests) throws Exception {
        OddModelServer.answers("HTTP/1.1 " + status
                + " No\r\nContent-Length: 0\r\nConnection: close\r\nx-should-retry: " + should + "\r\n\r\n");

        assertThat(assertFails("answered " + status)).isEqualTo(requests);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isNotFollowed(int status) throws Exception {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            trap.setSoTimeout(1);
            OddModelServer.answers("HTTP/1.1 " + status + " Elsewhere\r\nLocation: http://127.0.0.1:"
                    + trap.getLocalPort() + "/v1/responses\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            assertThat(assertFails("answered " + status)).isEqualTo(1);
            assertThat(connects(trap)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", OK + "Connection: close\r\n\r\n", "events"})
    void server_isSilent_isGivenUp(String before) throws Exception {
        String sent = before.equals("events") ? TO_THE_END + CREATED + DELTA : before;
        OddModelServer.plays(connection -> connection.send(sent).awaitClose());

        assertThat(assertFails("was silent for 1000 ms (agency-swarm.model.read-timeout)"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {": ping\n\n", "data: {\"type\":\"response.output_text.delta\",\"delta\":\""})
    void server_sendsAByteNowAndThen_holdsTheRunUntilItsLimit(String begin) throws Exception {
        OddModelServer.plays(connection -> {
            connection.send(TO_THE_END + CREATED + SAID + CALLED + begin);
            while (true) {
                connection.send("x");
                Thread.sleep(200);
            }
        });
        StreamedAnswer streamed = client.stream("basic", "Say something");

        assertInOrder(streamed);
        assertGoesOn(streamed.newMessages());
    }

    @Test
    void refusal_comesByteNowAndThen_isReportedAsFarAsItCame() throws Exception {
        OddModelServer.plays(connection -> {
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nNo");
            while (true) {
                connection.send("o");
                Thread.sleep(200);
            }
        });

        assertFails("answered 400: Noo");
    }

    @Test
    void refusal_neverEnds_isReportedAsFarAsItIsRead() throws Exception {
        OddModelServer.plays(connection -> {
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
            byte[] piece = bytes("no ".repeat(20_000));
            while (true) {
                connection.send(piece);
            }
        });

        assertFails("answered 400: no no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: no JSON\n\n", "garbage", "data: {\"type\":\"response.failed\"}\n\n"})
    void content_afterTheAnswer_isNotRead(String more) throws Exception {
        OddModelServer.answers(TO_THE_END + GOOD + more);
        StreamedAnswer streamed = client.stream("basic", "Say something");

        assertEnded(streamed, 0);
        assertThat(streamed.frames().toString()).doesNotContain("garbage", "no JSON");
    }

    @Test
    void content_afterTheAnswerThatNeverEnds_isCut() throws Exception {
        OddModelServer.plays(connection -> {
            connection.send(TO_THE_END + GOOD);
            byte[] piece = bytes(DELTA.repeat(500));
            while (true) {
                connection.send(piece);
            }
        });

        assertEnded(client.stream("basic", "Say something"), 0);
        OddModelServer.awaitClosed();
    }

    @Test
    void response_unrequested_isIgnored() throws Exception {
        byte[] body = bytes(GOOD);
        String whole = OK + "Content-Length: " + body.length + "\r\n\r\n" + GOOD;
        try (LogLines log =
                new LogLines(Level.SEVERE, "io.agencyswarm", "io.quarkus", "org.jboss", "io.vertx", "io.netty")) {
            for (String more : List.of(whole, "garbage\r\n\r\n", "HTTP/1.1 500 No\r\n\r\n")) {
                OddModelServer.plays(connection -> {
                    connection.send(whole).send(more);
                    connection.awaitClose();
                });
                assertEnded(client.stream("basic", "Say something"), 0);
                OddModelServer.awaitClosed();
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    /** Checks that both endpoints fail, and returns the number of requests of the second. */
    private int assertFails(String answer) throws Exception {
        ServiceAnswer plain = client.ask("basic", "Say something");
        assertThat(plain.status()).as(plain.text()).isEqualTo(500);
        assertThat(plain.body().path("error").asText()).contains(answer);
        assertThat(plain.body()).hasSize(1);
        int before = OddModelServer.requests();
        StreamedAnswer streamed = client.stream("basic", "Say something");

        assertEnded(streamed, 1);
        assertThat(streamed.errors().getFirst().path("error").asText()).contains(answer);
        int requests = OddModelServer.requests() - before;
        assertGoesOn(streamed.newMessages());
        return requests;
    }

    private void assertEnded(StreamedAnswer streamed, int errors) throws Exception {
        assertInOrder(streamed);
        assertThat(streamed.errors()).as(streamed.toString()).hasSize(errors);
        assertThat(streamed.messages().path("cancelled").booleanValue()).isFalse();
    }

    private void assertInOrder(StreamedAnswer streamed) throws Exception {
        List<AnswerFrame> frames = streamed.frames();
        assertThat(streamed.status()).isEqualTo(200);
        assertThat(frames.getFirst().name()).isEqualTo("meta");
        assertThat(frames.get(frames.size() - 2).name()).isEqualTo("messages");
        assertThat(frames.getLast().name()).isEqualTo("end");
        assertPaired(streamed.newMessages());
        assertThat(active.find(streamed.runId())).isEmpty();
        OddModelServer.awaitClosed();
    }

    private void assertGoesOn(JsonNode newMessages) throws Exception {
        OddModelServer.answers(TO_THE_END + GOOD);
        ObjectNode body = ServiceClient.says("Go on");
        body.set("chat_history", newMessages);
        ServiceAnswer answer = client.ask("basic", body);

        assertThat(answer.response()).as(answer.text()).isEqualTo("Grüße");
        assertPaired(OddModelServer.lastBody().required("input"));
    }

    private static String kinds(JsonNode items) {
        List<String> kinds = new ArrayList<>();
        items.forEach(
                item -> kinds.add(item.path("type").asText() + item.path("role").asText()));
        return kinds.toString();
    }

    private static void assertPaired(JsonNode items) {
        List<String> calls = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (JsonNode item : items) {
            switch (item.path("type").asText()) {
                case "function_call" -> calls.add(item.path("call_id").asText());
                case "function_call_output" -> outputs.add(item.path("call_id").asText());
                default -> assertThat(item.path("role").asText()).isNotEmpty();
            }
        }
        assertThat(outputs).isEqualTo(calls);
    }

    private static boolean connects(ServerSocket trap) throws IOException {
        try {
            trap.accept().close();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static String sized(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes(body).length + "\r\n\r\n"
                + body;
    }

    private static String event(String json) {
        return "data: " + json.replace('\'', '"') + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
