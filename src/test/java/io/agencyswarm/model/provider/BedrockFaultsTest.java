package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.ProviderTestServer.PATIENCE_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class BedrockFaultsTest {

    private static final ModelRequest HELLO = hello("bedrock/anthropic.claude-v9:0");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|{\"message\":\"No access for own-key-1\"}|No access for …|false",
                "403|{\"Message\":\"Authentication failed\"}|Authentication failed|false",
                "400|{\"message\":\"The provided model identifier is invalid.\"}|The provided model identifier is invalid.|false",
                "429|{\"message\":\"Too many tokens\"}|Too many tokens|true",
                "503|{\"message\":\"Busy\"}|Busy|true"
            })
    void refused_isReportedInItsWords(int status, String body, String answer, boolean retryable) throws Exception {
        ModelException refused = refusal(status, body);

        assertThat(refused).hasMessage("the model's server answered " + status + ": " + answer);
        assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_REFUSED);
        assertThat(refused.isRetryable()).isEqualTo(retryable);
    }

    @Test
    void refused_withRetryAfter_reportsHowLongToWait() throws Exception {
        assertThat(refusal(429, "{\"message\":\"Slow\"}", "Retry-After: 7").retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void exception_inMidStream_isReportedAfterWhatCame() throws Exception {
        ModelException failed = failure(Bedrock.exception(
                "modelStreamErrorException",
                "{'message':'The model broke, own-key-1','originalStatusCode':424,'originalMessage':'x'}"));

        assertThat(failed).hasMessage("the model's server reported a failure: The model broke, …");
        assertThat(failed.code()).isEqualTo(ErrorCode.MODEL_FAILED);
        assertThat(failed.isRetryable()).isFalse();
    }

    @Test
    void exception_withoutWords_isReportedByItsName() throws Exception {
        assertThat(failure(Bedrock.exception("internalServerException", "")))
                .hasMessage("the model's server reported a failure: internal server");
    }

    @Test
    void error_ofStreamItself_isReported() throws Exception {
        assertThat(failure(Bedrock.error("500", "Broken")))
                .hasMessage("the model's server reported a failure: 500: Broken");
    }

    @Test
    void frame_damaged_failsRequest() throws Exception {
        byte[] damaged = Bedrock.text("Hello").clone();
        damaged[damaged.length - 1] ^= 1;

        assertThat(failure(damaged).code()).isEqualTo(ErrorCode.MODEL_FAILED);
    }

    @Test
    void frame_withoutJson_failsTheRequest() throws Exception {
        assertThat(failure(Bedrock.event("contentBlockDelta", "no json")).code())
                .isEqualTo(ErrorCode.MODEL_FAILED);
    }

    @Test
    void frame_tooLarge_failsTheRequestBeforeItIsWhole() throws Exception {
        byte[] large = Bedrock.text("x".repeat(100_000));

        assertThat(failure(Arrays.copyOf(large, 90_000))).hasMessageContaining("larger than 4096 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 100_000})
    void frames_inPiecesOfAnySize_areRead(int size) throws Exception {
        byte[] answer = together(Bedrock.whole());
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, Bedrock.TYPE);
                    for (int at = 0; at < answer.length; at += size) {
                        exchange.piece(Arrays.copyOfRange(answer, at, Math.min(at + size, answer.length)));
                    }
                    exchange.end();
                });
                LiteClient client = Bedrock.client(server)) {
            assertThat(LiteClient.deltas(client.answer(HELLO))).containsExactly("Hi");
        }
    }

    @Test
    void frame_withoutALengthOrWithOneBeyondAll_failsTheRequest() throws Exception {
        assertThat(failure(new byte[16]).code()).isEqualTo(ErrorCode.MODEL_FAILED);
        assertThat(failure(new byte[] {-1, 0, 0, 0})).hasMessageContaining("larger than 4096 bytes");
    }

    @Test
    void connection_cutInMiddle_isReportedAfterWhatCame() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, Bedrock.TYPE);
                    exchange.piece(Bedrock.text("Hi"));
                    exchange.piece(Arrays.copyOf(Bedrock.text("Hello"), 20));
                });
                LiteClient client = Bedrock.client(server);
                ModelStream stream = client.open(HELLO)) {
            ModelException failure = failureAfter(stream);

            assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
            assertThat(failure.isRetryable()).isFalse();
        }
    }

    @Test
    void stream_endedWithoutSayingHow_isBroken() throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.START, Bedrock.text("Hi"), Bedrock.end(0));
                LiteClient client = Bedrock.client(server);
                ModelStream stream = client.open(HELLO)) {
            assertThat(failureAfter(stream).code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
        }
    }

    @Test
    void interrupt_whileWaitingForMore_closesTheConnection() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CompletableFuture<Long> closed = new CompletableFuture<>();
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, Bedrock.TYPE);
                    exchange.piece(Bedrock.text("Hi"));
                    reached.countDown();
                    exchange.awaitClose();
                    closed.complete(System.nanoTime());
                });
                LiteClient client = Bedrock.client(server)) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread run = Thread.startVirtualThread(() -> {
                try {
                    ModelStream stream = client.open(HELLO);
                    while (stream.next() != null) {
                        // Up to the point at which the server stalls.
                    }
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            long since = System.nanoTime();
            run.interrupt();

            assertThat(outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(Duration.ofNanos(closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - since))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void server_streamsFast_isStoppedByReaderThatDoesNotRead() throws Exception {
        byte[] frame = Bedrock.text("x".repeat(60_000));
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, Bedrock.TYPE);
                    try {
                        for (int i = 0; i < 10_000; i++) {
                            exchange.piece(frame);
                            sent.addAndGet(frame.length);
                        }
                    } finally {
                        stopped.complete(null);
                    }
                });
                LiteClient client = Bedrock.client(server)) {
            ModelStream stream = client.open(HELLO);
            assertThat(catchThrowableOfType(TimeoutException.class, () -> stopped.get(3, TimeUnit.SECONDS)))
                    .isNotNull();
            assertThat(sent.get()).isLessThan(32_000_000);

            stream.close();
            stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ModelException refusal(int status, String body, String... headers) throws IOException {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(status, "application/json", headers);
                    exchange.piece(body);
                    exchange.end();
                });
                LiteClient client = Bedrock.client(server)) {
            return catchThrowableOfType(ModelException.class, () -> client.open(HELLO));
        }
    }

    private static byte[] together(byte[][] frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(frames).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Returns the result of a fragment after the first text of the answer. */
    private static ModelException failure(byte[] piece) throws IOException, InterruptedException {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, Bedrock.TYPE);
                    exchange.piece(Bedrock.text("Hi"));
                    exchange.piece(piece);
                    exchange.awaitClose();
                });
                LiteClient client = Bedrock.client(server, "agency-swarm.model.max-event-bytes", "4096");
                ModelStream stream = client.open(HELLO)) {
            return failureAfter(stream);
        }
    }

    private static ModelException failureAfter(ModelStream stream) throws InterruptedException {
        ModelEvent event = stream.next();
        while (event != null && !event.type().equals("response.output_text.delta")) {
            event = stream.next();
        }
        assertThat(event).isNotNull();
        return catchThrowableOfType(ModelException.class, stream::next);
    }
}
