package io.agencyswarm.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SseResponseTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void tearDown() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The request's thread is still on its way, for example to the store, when the client leaves. */
    @Test
    void write_clientLeftBeforeTheSubscription_cancelsIt() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch clientLeft = new CountDownLatch(1);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        HttpServer server = listen(request -> {
            // Created here, because a response writes on the event loop of the thread that creates it.
            SseResponse response = new SseResponse(request, new Settings());
            Context eventLoop = vertx.getOrCreateContext();
            request.addEndHandler(_ -> clientLeft.countDown());
            received.countDown();
            Thread.ofVirtual().start(() -> {
                try {
                    clientLeft.await();
                    response.write(eventsAfter(eventLoop, outcome));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.completeExceptionally(e);
                }
            });
        });

        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            received.await();
        }

        assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }

    private HttpServer listen(Consumer<RoutingContext> handler) {
        Router router = Router.router(vertx);
        router.get("/").handler(handler::accept);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Subscribes once the event loop has done what the response scheduled before. */
    private static Multi<SseEvent> eventsAfter(Context eventLoop, CompletableFuture<String> outcome) {
        return Multi.createFrom().publisher(subscriber -> {
            CountDownLatch done = new CountDownLatch(1);
            eventLoop.runOnContext(_ -> done.countDown());
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    outcome.complete("requested");
                }

                @Override
                public void cancel() {
                    outcome.complete("cancelled");
                }
            });
        });
    }

    private record Settings() implements StreamConfig {

        @Override
        public Duration keepAlive() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration stallTimeout() {
            return Duration.ofSeconds(60);
        }
    }
}
