package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.ProviderTestServer.PATIENCE_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.model.ModelStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class CancelTest {

    private static final String HELLO = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CompletableFuture<Long> closed = new CompletableFuture<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interrupt_beforeTheFirstByte_closesTheConnection(boolean headers) throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    if (headers) {
                        exchange.begin(200, "text/event-stream");
                    }
                    seeClose(exchange);
                });
                LiteClient client = at(server)) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread run = Thread.startVirtualThread(() -> {
                try {
                    client.open(hello("openai/gpt")).close();
                    outcome.complete(null);
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            await(reached);
            long since = System.nanoTime();
            run.interrupt();

            assertThat(outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(closedAfter(since)).isLessThan(1_000);
        }
    }

    @Test
    void interrupt_whileWaitingForMore_closesTheConnection() throws Exception {
        try (ProviderTestServer server = stalling();
                LiteClient client = at(server)) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread run = Thread.startVirtualThread(() -> {
                try {
                    // Not closed by the reader: the interrupt must be sufficient.
                    ModelStream stream = client.open(hello("openai/gpt"));
                    while (stream.next() != null) {
                        // Up to the point at which the server stalls.
                    }
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            await(reached);
            long since = System.nanoTime();
            run.interrupt();

            assertThat(outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(closedAfter(since)).isLessThan(1_000);
        }
    }

    @Test
    void close_fromAnotherThread_endsTheStreamAndTheConnection() throws Exception {
        try (ProviderTestServer server = stalling();
                LiteClient client = at(server)) {
            ModelStream stream = client.open(hello("openai/gpt"));
            CompletableFuture<Boolean> ended = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    while (stream.next() != null) {
                        // Up to the point at which the server stalls.
                    }
                    ended.complete(true);
                } catch (InterruptedException | RuntimeException e) {
                    ended.completeExceptionally(e);
                }
            });
            await(reached);
            long since = System.nanoTime();
            stream.close();
            stream.close();

            assertThat(closedAfter(since)).isLessThan(1_000);
            assertThat(ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void server_streamsFast_isStoppedByReaderThatDoesNotRead() throws Exception {
        String piece = HELLO.repeat(1_000);
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/event-stream");
                    try {
                        // A write blocks if the client does not read; then the count does not change.
                        for (int i = 0; i < 10_000; i++) {
                            exchange.piece(piece);
                            sent.addAndGet(piece.length());
                            reached.countDown();
                        }
                    } finally {
                        stopped.complete(null);
                    }
                });
                LiteClient client = at(server)) {
            ModelStream stream = client.open(hello("openai/gpt"));
            await(reached);
            // It has 600 MB to send, which takes one or two seconds if nothing blocks it.
            assertThat(stops(stopped)).isTrue();
            long before = sent.get();
            assertThat(before).isLessThan(32_000_000);

            stream.close();
            stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(sent.get()).isLessThan(32_000_000);
        }
    }

    @Test
    void reader_readsOn_getsEverythingInOrder() throws Exception {
        int count = 20_000;
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(200, "text/event-stream");
                    for (int i = 0; i < count; i++) {
                        exchange.piece(HELLO.replace("Hi", "w" + i + " "));
                    }
                    exchange.piece("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
                    exchange.end();
                });
                LiteClient client = at(server)) {
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < count; i++) {
                expected.append('w').append(i).append(' ');
            }

            assertThat(String.join("", LiteClient.deltas(client.answer(hello("openai/gpt")))))
                    .isEqualTo(expected.toString());
        }
    }

    private ProviderTestServer stalling() throws IOException {
        return new ProviderTestServer(exchange -> {
            exchange.begin(200, "text/event-stream");
            exchange.piece(HELLO);
            seeClose(exchange);
        });
    }

    private void seeClose(ProviderTestServer.Exchange exchange) throws IOException {
        reached.countDown();
        exchange.awaitClose();
        closed.complete(System.nanoTime());
    }

    private long closedAfter(long since) throws Exception {
        return (closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - since) / 1_000_000;
    }

    private static boolean stops(CompletableFuture<Void> stopped) throws Exception {
        try {
            stopped.get(3, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException _) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static LiteClient at(ProviderTestServer server) {
        return new LiteClient("agency-swarm.openai.api-key", "own-key-1", "agency-swarm.openai.base-url", server.url());
    }
}
