package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.PlainWords;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Model answers that differ from their headers, and the errors for clients if there is no answer. */
@QuarkusTest
@TestProfile(OddModelProfile.class)
@Timeout(120)
class OddAnswersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    private static final String SSE = OK + "Content-Type: text/event-stream\r\n\r\n";
    private static final String CHAT = data("{'choices':[{'index':0,'delta':{'content':'Hi there'}}]}")
            + data("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}") + "data: [DONE]\n\n";
    private static final String LINES = json("{'message':{'role':'assistant','content':'Hi there'},'done':false}\n"
            + "{'message':{'role':'assistant','content':''},'done_reason':'stop','done':true}\n");
    private static final String RESPONSES = data("{'type':'response.output_item.done','item':{'type':'message',"
                    + "'role':'assistant','content':[{'type':'output_text','text':'Hi there'}]}}")
            + data("{'type':'response.completed','response':{}}");
    private static final String ADDRESS = "is its address right (client_config.base_url, 127.0.0.1:";

    private static final String RESPONSES_MODEL = "gpt-test";
    private static final String CHAT_MODEL = "litellm/openai/gpt-test";
    private static final String OLLAMA_MODEL = "litellm/ollama/llama";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + OddModelProfile.TOKEN);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        OddModelServer.awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: application/json\r\n",
                "Content-Type: text/plain; charset=utf-8\r\n",
                "Content-Type: text/html\r\n",
                "Content-Type: ?\r\n",
                "Content-Encoding: identity\r\n",
                "Content-Encoding: UTF-8\r\n"
            })
    void answer_withAnyContentType_isRead(String header) throws Exception {
        assertReads(RESPONSES_MODEL, OK + header + "\r\n" + RESPONSES);
        assertReads(CHAT_MODEL, OK + header + "\r\n" + CHAT);
        assertReads(OLLAMA_MODEL, OK + header + "\r\n" + LINES);
    }

    @Test
    void answer_inHttp10WithoutALength_isReadToTheClose() throws Exception {
        assertReads(CHAT_MODEL, "HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + CHAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n\r\n", "\uFEFF", "\uFEFF: WORKING\r\n\r\n", "data: \n\n", "data:\n\ndata\n\n", "\n \n"})
    void answer_afterBlanksAndHeartbeats_isRead(String before) throws Exception {
        assertReads(RESPONSES_MODEL, SSE + before + RESPONSES);
        assertReads(CHAT_MODEL, SSE + before + CHAT);
    }

    @ParameterizedTest
    @MethodSource
    void answer_none_isReportedAsWhatItIs(String model, byte[] answer, List<String> json) throws Exception {
        OddModelServer.plays(connection -> connection.send(answer));

        assertFails(model, json);
    }

    static Stream<Arguments> answer_none_isReportedAsWhatItIs() {
        return Stream.of(RESPONSES_MODEL, CHAT_MODEL, OLLAMA_MODEL)
                .flatMap(model -> Stream.of(
                        row(
                                model,
                                OK
                                        + "Content-Type: text/html\r\n\r\n<!DOCTYPE html>\n<title>Sign in &amp; go</title><p>Hi",
                                "a web page, \"Sign in",
                                ADDRESS),
                        row(
                                model,
                                SSE + "\n\n <html><body><h1>Proxy login</h1></body></html>",
                                "a web page, \"Proxy login\"",
                                ADDRESS),
                        row(model, SSE, "an empty answer"),
                        row(model, SSE + " \r\n \n", "an empty answer"),
                        row(
                                model,
                                SSE + "Service is being updated.\nTry later.",
                                "\"Service is being updated.\"",
                                ADDRESS),
                        row(model, SSE + ": PROCESSING\n\n: PROCESSING\n\n", "before the first event", ": PROCESSING"),
                        row(model, SSE + "data: {\"id\":", "before the first event"),
                        row(model, SSE + "{\"id\": \"c\", \"text\": \"Hal", "before the first event"),
                        row(
                                model,
                                OK + "Content-Encoding: gzip\r\n\r\nwhatever",
                                "compressed answer (gzip)",
                                "not requested"),
                        row(
                                model,
                                OK + "Content-Encoding: br\r\n\r\nwhatever",
                                "compressed answer (br)",
                                "not requested"),
                        arguments(model, join(SSE, packed(CHAT)), List.of("compressed answer (gzip)", "not requested")),
                        row(
                                model,
                                "HTTP/1.1 302 Found\r\nLocation: https://me:pw@login.test/here?key=1#x\r\nContent-Length: 0\r\n\r\n",
                                "answered 302",
                                "it redirects to …@login.test/here…",
                                "not followed",
                                ADDRESS),
                        row(
                                model,
                                "HTTP/1.1 308 Permanent Redirect\r\nLocation: /v2/\r\nContent-Length: 0\r\n\r\n",
                                "answered 308",
                                "it redirects to /v2/",
                                ADDRESS),
                        row(
                                model,
                                "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\n\r\n",
                                "answered 307",
                                "without a Location",
                                ADDRESS),
                        row(
                                model,
                                "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n<html><head><title>401 No\tentry</title>",
                                "answered 401: a web page, \"401 No entry\"",
                                ADDRESS),
                        row(
                                model,
                                "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n<h1>Nothing here</h1>",
                                "answered 404: a web page, \"Nothing here\"",
                                ADDRESS),
                        arguments(
                                model,
                                join("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", packed("{}")),
                                List.of("answered 400: the reason is compressed (gzip)"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: {'code':400,'message':'No room'}",
                "error: {'code':400,'message':'No room'}\n",
                "error: {'code':400,'message':'No room'}\n\n",
                ": WORKING\n\nerror:{'message':'No room'}",
                "event: error\ndata: {'error':{'message':'No room'}}\n\n",
                "event: error\ndata: No room\n\n",
                "{'error':'No room'}",
                "{\n  'error': {\n    'message': 'No room'\n  }\n}\n",
                "[\n{\n'error':{'code':503,'message':'No room'}\n}\n]\n",
                "{'id':'c','choices':[],'error':{'message':'Provider returned error','metadata':{'raw':'No room'}}}",
                "[{'error':{'code':503,'message':'No room'}}]"
            })
    void failure_inAnswer_isReportedInServersWords(String answer) throws Exception {
        for (String model : List.of(CHAT_MODEL, OLLAMA_MODEL, RESPONSES_MODEL)) {
            OddModelServer.answers(SSE + json(answer));
            assertFails(model, List.of("No room"));
        }
    }

    @Test
    void bytes_noText_areReportedWithoutThem() throws Exception {
        byte[] odd = {'d', 'a', 't', 'a', ':', '{', (byte) 0xFF, (byte) 0xC0, 1, '}', '\n', '\n'};
        OddModelServer.plays(connection -> connection.send(SSE).send(odd));

        for (String model : List.of(RESPONSES_MODEL, CHAT_MODEL, OLLAMA_MODEL)) {
            assertFails(model, List.of("not valid JSON", "\uFFFD"));
        }
    }

    @Test
    void page_neverEnds_isReported() throws Exception {
        OddModelServer.plays(
                connection -> connection.send(OK + "\r\n<title>Wait").awaitClose());

        assertFails(CHAT_MODEL, List.of("a web page", ADDRESS));
    }

    @Test
    void lines_noEvents_areNotReadForEver() throws Exception {
        byte[] lines = "no event\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        OddModelServer.plays(connection -> {
            connection.send(SSE);
            while (true) {
                connection.send(lines);
            }
        });

        assertFails(CHAT_MODEL, List.of("sent too much", "no event in more than 200000 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[%s]", "\n%s\n\n", "%s%s"})
    void answer_inOneJsonObject_isRead(String form) throws Exception {
        String chat = json("{\n 'choices': [\n {'index':0,'message':{'role':'assistant','content':'Hi there'},\n"
                + " 'finish_reason':'stop'}\n ]\n}");
        String ollama =
                json("{'message':{'role':'assistant','content':'Hi there'},\n'done_reason':'stop','done':true}");

        assertReads(CHAT_MODEL, SSE + form.replace("%s", chat));
        assertReads(OLLAMA_MODEL, SSE + form.replace("%s", ollama));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": ping\n\n"})
    void answer_neverEndsAfterItsReason_isNotWaitedForForEver(String heartbeat) throws Exception {
        String chat = CHAT.substring(0, CHAT.indexOf("data: [DONE]"));
        OddModelServer.plays(connection -> {
            connection.send(SSE + chat);
            while (!heartbeat.isEmpty()) {
                connection.send(heartbeat);
                Thread.sleep(100);
            }
            connection.awaitClose();
        });

        assertThat(client.ask("basic", asks(CHAT_MODEL)).response()).isEqualTo("Hi there");
    }

    private void assertReads(String model, String answer) throws Exception {
        OddModelServer.answers(answer);

        ServiceAnswer read = client.ask("basic", asks(model));
        assertThat(read.text()).contains("Hi there");
        assertThat(read.response()).isEqualTo("Hi there");
    }

    private void assertFails(String model, List<String> answer) throws Exception {
        ServiceAnswer plain = client.ask("basic", asks(model));
        assertThat(plain.status()).as(plain.text()).isEqualTo(500);
        assertThat(plain.body().path("error").asText())
                .startsWith("Agent Assistant: the model")
                .contains(answer)
                .doesNotContainPattern("\\p{Cntrl}");
        StreamedAnswer streamed = client.stream("basic", asks(model));
        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .isEqualTo(plain.body().path("error").asText()));
        assertThat(streamed.frames().getLast().name()).isEqualTo("end");
        PlainWords.assertPlain(plain.text() + streamed.frames());
    }

    private static ObjectNode asks(String model) {
        ObjectNode body = ServiceClient.says("Say something");
        body.putObject("client_config")
                .put("base_url", OddModelServer.url())
                .put("model", model)
                .put("api_key", "sk-own");
        return body;
    }

    private static Arguments row(String model, String answer, String... json) {
        return arguments(model, answer.getBytes(StandardCharsets.UTF_8), List.of(json));
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] join(String head, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static String data(String json) {
        return "data: " + json(json) + "\n\n";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
