package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recordings do not contain: the bytes of a stream, its comments, and the state of the model's connection. */
@QuarkusTest
@TestProfile(ContractProfile.class)
@Timeout(60)
class StreamContractTest {

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(10);

    @TestHTTPResource("/basic/get_response_stream")
    URI streamAddress;

    @TestHTTPResource("/basic/get_response")
    URI plainAddress;

    @TestHTTPResource("/basic/cancel_response_stream")
    URI cancelAddress;

    @ConfigProperty(name = "agency-swarm.openai.base-url")
    String modelBase;

    private ModelServer model;

    @BeforeEach
    void forgetRequests() throws Exception {
        model = new ModelServer(modelBase.replaceFirst("/v1/?$", ""));
        model.forget();
    }

    @Test
    void stream_anyAnswer_hasTheHeadersOfAnEventStream() throws IOException {
        try (SseClient client = open("text Good day")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(client.header("Cache-Control")).contains("no-cache");
            assertThat(client.header("X-Accel-Buffering")).contains("no");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text Good day",
                "call add {\"a\":1,\"b\":2} ;; text Three",
                "call nobody {} ;; text So be it",
                "reason Let me see | text Seen",
                "fail 400",
                "fail 500",
                "broken",
                "drop"
            })
    void stream_howeverTheModelAnswers_beginsWithMetaAndEndsWithEnd(String script) throws IOException {
        List<String> frames = frames(script);

        assertThat(frames.getFirst()).matches("event: meta\ndata: \\{\"run_id\":\"[^\"]+\"}\n\n");
        assertThat(frames.get(frames.size() - 2)).startsWith("event: messages\ndata: {");
        assertThat(frames.getLast()).isEqualTo("event: end\ndata: [DONE]\n\n");
        assertThat(frames.subList(1, frames.size() - 2))
                .allSatisfy(frame -> assertThat(frame).matches("data: \\{[^\n]*}\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail 400", "fail 401", "fail 500", "broken", "drop"})
    void stream_modelFails_hasExactlyOneErrorFrame(String script) throws IOException {
        List<JsonNode> failures =
                data(frames(script)).stream().filter(data -> data.has("error")).toList();

        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.get("error").textValue()).isNotBlank();
            assertThat(failure.get("data").get("type").textValue()).isEqualTo("error");
            assertThat(failure.get("data").get("content")).isEqualTo(failure.get("error"));
        });
    }

    @Test
    void stream_modelSucceeds_hasNoErrorFrame() throws IOException {
        assertThat(frames("text Good day")).noneMatch(frame -> frame.contains("\"error\":\""));
    }

    @Test
    void stream_modelIsSilent_isKeptAliveByComments() throws Exception {
        try (SseClient client = open("hang")) {
            List<String> comments = new ArrayList<>();
            while (comments.size() < 3) {
                String block = client.readBlock().orElseThrow();
                if (block.startsWith(":")) {
                    comments.add(block);
                }
            }
            assertThat(comments).containsOnly(": keepalive\n\n");
        }
        assertThat(model.openAfter(CLOSED_WITHIN)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"say 200 every 50ms", "hang"})
    void cancel_modelIsAnswering_closesTheModelsConnection(String script) throws Exception {
        try (SseClient client = open(script)) {
            String runId = runId(client);
            awaitModelStream();
            try (SseClient cancel = SseClient.to(cancelAddress).post("{\"run_id\":\"" + runId + "\"}")) {
                assertThat(cancel.status()).isEqualTo(200);
                assertThat(Wire.parse(cancel.readAll()).get("cancelled").booleanValue())
                        .isTrue();
            }
            assertThat(model.openAfter(CLOSED_WITHIN)).isZero();
            assertThat(client.readFrames()).last().isEqualTo("event: end\ndata: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"say 200 every 50ms", "hang"})
    void client_leavesItsStream_closesTheModelsConnection(String script) throws Exception {
        try (SseClient client = open(script)) {
            runId(client);
            awaitModelStream();
        }
        assertThat(model.openAfter(CLOSED_WITHIN)).isZero();
    }

    @Test
    void client_leavesAPlainAnswer_closesTheModelsConnection() throws Exception {
        byte[] body = message("hang").getBytes(StandardCharsets.UTF_8);
        String head = "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(plainAddress.getPath(), plainAddress.getAuthority(), body.length);
        try (Socket client = new Socket(plainAddress.getHost(), plainAddress.getPort())) {
            client.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().write(body);
            awaitModelStream();
        }
        assertThat(model.openAfter(CLOSED_WITHIN)).isZero();
    }

    private SseClient open(String script) throws IOException {
        return SseClient.to(streamAddress).post(message(script));
    }

    private List<String> frames(String script) throws IOException {
        try (SseClient client = open(script)) {
            return client.readFrames();
        }
    }

    private static String message(String script) {
        return Wire.object().put("message", script).toString();
    }

    private static String runId(SseClient client) throws IOException {
        return data(List.of(client.readFrame().orElseThrow()))
                .getFirst()
                .get("run_id")
                .textValue();
    }

    private static List<JsonNode> data(List<String> frames) {
        return frames.stream()
                .map(frame -> Wire.parse(frame.substring(frame.indexOf("data: ") + "data: ".length())))
                .toList();
    }

    private void awaitModelStream() throws Exception {
        long deadline = System.nanoTime() + STARTED_WITHIN.toNanos();
        while (model.open() == 0) {
            assertThat(System.nanoTime()).as("no request came to the model").isLessThan(deadline);
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
