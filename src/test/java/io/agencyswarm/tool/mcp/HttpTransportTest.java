package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ToolServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class HttpTransportTest {

    private static final String CHANGED =
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";

    private final Vertx vertx = Vertx.vertx();
    private final Semaphore connections = new Semaphore(0);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/mcp", this::sendOneMessage);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        vertx.close();
    }

    /** With a server that ends the connection for its own messages again and again. */
    @Test
    void listener_connectionsEndAfterMessage_doesNotWaitLonger() throws Exception {
        try (HttpTransport transport = HttpTransport.withListener(lab("/mcp"), _ -> {}, () -> {})) {
            transport.onStarted("2025-06-18");

            connections.acquire(4);
            // The fourth pause would last four seconds if each were twice the one before.
            assertThat(connections.tryAcquire(3, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void close_whileAnExchangeWaits_failsTheExchange() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        server.createContext("/silent", _ -> called.countDown());
        HttpTransport transport = HttpTransport.withoutListener(lab("/silent"), _ -> {});
        FutureTask<ObjectNode> exchange =
                new FutureTask<>(() -> transport.exchange(1, Json.object(), Deadline.in(Duration.ofSeconds(50))));
        Thread.ofVirtual().start(exchange);
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        transport.close();

        assertThatThrownBy(() -> exchange.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(ServerException.class)
                .hasMessage("the session with it was closed");
    }

    /** Another call has found that the server is restarted, and another session replaces this one. */
    @Test
    void retire_whileAnExchangeWaits_letsTheExchangeEnd() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch retired = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            try (exchange) {
                called.countDown();
                retired.await();
                byte[] response = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, response.length);
                exchange.getResponseBody().write(response);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        try (HttpTransport transport = HttpTransport.withoutListener(lab("/slow"), _ -> {})) {
            FutureTask<ObjectNode> exchange =
                    new FutureTask<>(() -> transport.exchange(1, Json.object(), Deadline.in(Duration.ofSeconds(50))));
            Thread.ofVirtual().start(exchange);
            assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

            transport.retire();
            retired.countDown();

            assertThat(exchange.get(10, TimeUnit.SECONDS).path("id").asInt()).isEqualTo(1);
            assertThat(transport.isOpen()).isFalse();
        }
    }

    @Test
    @Timeout(20)
    void exchange_refusalThatNeverEnds_isReportedWithoutWaitingForItsEnd() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(500, 0);
            exchange.getResponseBody().write("The database is down.".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        try (HttpTransport transport = HttpTransport.withoutListener(lab("/endless"), _ -> {})) {
            assertThatThrownBy(() -> transport.exchange(1, Json.object(), Deadline.in(Duration.ofSeconds(50))))
                    .hasMessage("it answered HTTP 500: The database is down.");
        }
    }

    /** The older transport, whose responses arrive on another connection. */
    @Test
    void close_whileAPostOfTheOlderTransportWaits_failsTheExchange() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        server.createContext("/post", _ -> called.countDown());
        server.createContext("/sse", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("event: endpoint\ndata: /post\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        Deadline deadline = Deadline.in(Duration.ofSeconds(50));
        SseTransport transport = SseTransport.open(lab("/sse"), _ -> {}, deadline);
        FutureTask<ObjectNode> exchange = new FutureTask<>(() -> transport.exchange(1, Json.object(), deadline));
        Thread.ofVirtual().start(exchange);
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        transport.close();

        assertThatThrownBy(() -> exchange.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(ServerException.class)
                .hasMessage("the session with it was closed");
    }

    @Test
    void exchange_refusalInTwoPieces_isReportedCompletely() {
        server.createContext("/broken", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(500, 0);
                exchange.getResponseBody().write("The database".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                exchange.getResponseBody().write(" is down.".getBytes(StandardCharsets.UTF_8));
            }
        });
        try (HttpTransport transport = HttpTransport.withoutListener(lab("/broken"), _ -> {})) {
            assertThatThrownBy(() -> transport.exchange(1, Json.object(), Deadline.in(Duration.ofSeconds(50))))
                    .hasMessage("it answered HTTP 500: The database is down.");
        }
    }

    private ToolServer lab(String path) {
        HttpUrl address = HttpUrl.parse(
                        "http://127.0.0.1:" + server.getAddress().getPort() + path)
                .orElseThrow();
        return new ToolServer(vertx, vertx.createHttpClient(), address, Map.of(), Duration.ofSeconds(5), 1_000_000);
    }

    private void sendOneMessage(HttpExchange exchange) throws IOException {
        try (exchange) {
            connections.release();
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(CHANGED.getBytes(StandardCharsets.UTF_8));
        }
    }
}
