package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final String HELLO = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    @Test
    void refused_401_isReportedWithoutKey() throws Exception {
        ModelException refused = refusal(401, "{\"error\":{\"message\":\"Bad key own-key-1 of blue-team\"}}");

        assertThat(refused).hasMessage("the model's server answered 401: Bad key … of …");
        assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_REFUSED);
        assertThat(refused.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Retry-After: 7,7000", "retry-after-ms: 250,250", "Retry-After: soon,"})
    void refused_429_reportsHowLongToWait(String header, Long millis) throws Exception {
        ModelException refused = refusal(429, "{\"error\":{\"message\":\"Slow down\"}}", header);

        assertThat(refused.isRetryable()).isTrue();
        assertThat(refused.retryAfter()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"why\"}}",
                "[{\"error\":{\"code\":400,\"message\":\"why\"}}]",
                "{\"error\":\"why\"}",
                "{\"object\":\"error\",\"message\":\"why\"}",
                "why"
            })
    void refused_inAnyForm_isReportedInItsWords(String body) throws Exception {
        assertThat(refusal(400, body)).hasMessage("the model's server answered 400: why");
    }

    @Test
    void refused_atLength_isCut() throws Exception {
        assertThat(refusal(500, "x".repeat(10_000)).getMessage())
                .hasSizeLessThan(2_100)
                .endsWith("…");
    }

    @Test
    void server_absent_isUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (LiteClient client = at("http://localhost:" + port)) {
            assertThatThrownBy(() -> client.open(hello("openai/gpt")))
                    .isInstanceOfSatisfying(ModelException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
                        assertThat(failure.isRetryable()).isTrue();
                    });
        }
    }

    @Test
    void connection_cutBeforeTheFirstByte_mayBeTriedAgain() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(_ -> {});
                LiteClient client = at(server.url())) {
            assertThatThrownBy(() -> client.open(hello("openai/gpt")))
                    .isInstanceOfSatisfying(ModelException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
                        assertThat(failure.isRetryable()).isTrue();
                    });
        }
    }

    @Test
    void connection_cutInMiddle_isReportedAfterWhatCame() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/event-stream");
                    exchange.piece(HELLO);
                });
                LiteClient client = at(server.url());
                ModelStream stream = client.open(hello("openai/gpt"))) {
            ModelException failure = failure(stream, "response.output_text.delta");

            assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
            assertThat(failure.isRetryable()).isFalse();
        }
    }

    @Test
    void stream_endedWithoutSayingHow_isBroken() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(HELLO.strip());
                LiteClient client = at(server.url());
                ModelStream stream = client.open(hello("openai/gpt"))) {
            assertThat(failure(stream, "response.output_text.delta").code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: no json\n\n",
                "data: {\"choices\":7}\n\n",
                "data: {\"error\":{\"message\":\"Broken\"}}\n\n"
            })
    void event_noAnswer_failsRequest(String event) throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/event-stream");
                    exchange.piece(HELLO + event);
                    exchange.awaitClose();
                });
                LiteClient client = at(server.url());
                ModelStream stream = client.open(hello("openai/gpt"))) {
            assertThat(failure(stream, "response.output_text.delta").code()).isEqualTo(ErrorCode.MODEL_FAILED);
        }
    }

    @Test
    void answer_webPage_isReported() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/html");
                    exchange.piece("<html>");
                    exchange.end();
                });
                LiteClient client = at(server.url())) {
            assertThatThrownBy(() -> client.open(hello("openai/gpt"))).hasMessageContaining("is its address right");
        }
    }

    @Test
    void event_tooLarge_failsTheRequest() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/event-stream");
                    exchange.piece("data: " + "x".repeat(5_000));
                    exchange.awaitClose();
                });
                LiteClient client = new LiteClient(
                        "agency-swarm.openai.api-key", "own-key-1",
                        "agency-swarm.openai.base-url", server.url(),
                        "agency-swarm.model.max-event-bytes", "4096");
                ModelStream stream = client.open(hello("openai/gpt"))) {
            assertThat(failure(stream, "response.in_progress")).hasMessageContaining("larger than 4096 bytes");
        }
    }

    @Test
    void server_silent_timesOutAndIsClosed() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/event-stream");
                    exchange.piece(HELLO);
                    exchange.awaitClose();
                });
                LiteClient client = new LiteClient(
                        "agency-swarm.openai.api-key", "own-key-1",
                        "agency-swarm.openai.base-url", server.url(),
                        "agency-swarm.model.read-timeout", "200ms");
                ModelStream stream = client.open(hello("openai/gpt"))) {
            assertThat(failure(stream, "response.output_text.delta").code()).isEqualTo(ErrorCode.MODEL_TIMEOUT);
        }
    }

    @Test
    void input_providersDoNotTake_isRefusedBeforeAnythingIsSent() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(_ -> {});
                LiteClient client = at(server.url())) {
            assertThatThrownBy(() -> client.open(LiteClient.request(
                            "openai/gpt", "{'role':'user','content':[{'type':'input_file','file_id':'file-1'}]}")))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("\"input_file\"");
            assertThat(server.hasReceived()).isFalse();
        }
    }

    @Test
    void conversation_empty_isRefusedWithAReason() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(_ -> {});
                LiteClient client = at(server.url())) {
            assertThatThrownBy(() -> client.open(LiteClient.request("ollama/x")))
                    .isInstanceOf(ModelException.class);
        }
    }

    private static ModelException refusal(int status, String body, String... headers) throws IOException {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(status, "application/json", headers);
                    exchange.piece(body);
                    exchange.end();
                });
                LiteClient client = at(server.url())) {
            ClientConfig clientConfig =
                    new ClientConfig(null, null, Map.of("X-Team", "blue-team"), Map.of(), null, Map.of());
            return catchThrowableOfType(
                    ModelException.class, () -> client.open(hello("openai/gpt").withClientConfig(clientConfig)));
        }
    }

    /** Reads up to an event of {@code last}, and returns the failure after it. */
    private static ModelException failure(ModelStream stream, String last) throws InterruptedException {
        ModelEvent event = stream.next();
        while (event != null && !event.type().equals(last)) {
            event = stream.next();
        }
        assertThat(event).isNotNull();
        return catchThrowableOfType(ModelException.class, stream::next);
    }

    private static LiteClient at(String url) {
        return new LiteClient("agency-swarm.openai.api-key", "own-key-1", "agency-swarm.openai.base-url", url);
    }
}
