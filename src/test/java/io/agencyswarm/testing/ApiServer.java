package io.agencyswarm.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP API on a free port of this machine. It answers a path as configured, and other paths with an empty object.
 * {@code /hold} is never answered, the response of {@code /drip} never ends, and {@code /refusal} is answered with the
 * status 500 and a text that never ends. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    private static final int CHUNK = 65_536;

    /** The number of bytes that a client reads of an error's text. */
    private static final int SHOWN = 16_384;

    private final HttpServer http;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CountDownLatch started = new CountDownLatch(1);
    private volatile CountDownLatch cut = new CountDownLatch(1);

    /**
     * A request that the server received.
     *
     * @param target path and query, unchanged
     * @param headers by their names in lower case
     */
    public record Request(String method, String target, Map<String, String> headers, String body) {}

    private record Reply(int status, String type, byte[] body) {}

    private ApiServer(HttpServer http) {
        this.http = http;
        http.createContext("/", this::answer);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
    }

    /** Starts a server on a free port. */
    public static ApiServer start() {
        try {
            return new ApiServer(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the server's address, without a trailing slash. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Sets the answer for a path. */
    public void reply(String path, int status, String type, byte[] body) {
        replies.put(path, new Reply(status, type, body));
    }

    /** As {@link #reply(String, int, String, byte[])}, with a text. */
    public void reply(String path, int status, String type, String body) {
        reply(path, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the requests since the last {@link #forget}, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The last request. */
    public Request last() {
        return requests.getLast();
    }

    /** Removes the recorded requests. */
    public void forget() {
        requests.clear();
        started = new CountDownLatch(1);
        cut = new CountDownLatch(1);
    }

    /** Waits until a request to {@code /drip} has arrived. */
    public boolean awaitStarted() throws InterruptedException {
        return started.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until the client has closed the connection of a request to {@code /drip}. */
    public boolean awaitCut() throws InterruptedException {
        return cut.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI target = exchange.getRequestURI();
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        requests.add(new Request(exchange.getRequestMethod(), target.toString(), headers, body));
        switch (target.getRawPath()) {
            case "/hold" -> hold();
            case "/drip" -> drip(exchange);
            case "/refusal" -> refuse(exchange);
            default ->
                reply(
                        exchange,
                        replies.getOrDefault(
                                target.getRawPath(),
                                new Reply(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        if (!reply.type().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.type());
        }
        if (reply.status() / 100 == 3) {
            exchange.getResponseHeaders().set("Location", new String(reply.body(), StandardCharsets.UTF_8));
        }
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        } catch (IOException _) {
            // The client has closed the connection.
        }
    }

    private void hold() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(500, 0);
        exchange.getResponseBody().write("x".repeat(SHOWN).getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        hold();
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] blanks = " "
                .repeat(exchange.getRequestURI().toString().contains("much") ? CHUNK : 1)
                .getBytes(StandardCharsets.UTF_8);
        started.countDown();
        try (OutputStream out = exchange.getResponseBody()) {
            while (!closed.await(5, TimeUnit.MILLISECONDS)) {
                out.write(blanks);
                out.flush();
            }
        } catch (IOException _) {
            cut.countDown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
