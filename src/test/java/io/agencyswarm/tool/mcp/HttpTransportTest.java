package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.remote.HttpConnection;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The connection for the server's own messages, with a server that ends it again and again. */
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

    @Test
    void listener_connectionsEndAfterMessage_doesNotWaitLonger() throws Exception {
        HttpUrl address = HttpUrl.parse(
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp")
                .orElseThrow();
        HttpConnection connection = new HttpConnection(
                vertx, vertx.createHttpClient(), address, Map.of(), Duration.ofSeconds(5), 1_000_000);
        try (HttpTransport transport = new HttpTransport(connection, _ -> {}, () -> {}, true)) {
            transport.onStarted("2025-06-18");

            connections.acquire(4);
            // The fourth pause would last four seconds if each were twice the one before.
            assertThat(connections.tryAcquire(3, TimeUnit.SECONDS)).isTrue();
        }
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
