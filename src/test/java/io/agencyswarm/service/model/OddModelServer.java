package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server that answers every request with the bytes that a test sets, and that can be stopped. One for all tests. */
public final class OddModelServer implements QuarkusTestResourceLifecycleManager {

    /** A plausible key, which the server may repeat. */
    static final String KEY = "sk-test-1234567890abcdef";

    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicLong SENT = new AtomicLong();

    private static volatile Script script = _ -> {};
    private static volatile byte[] lastBody = {};
    private static volatile @Nullable ServerSocket listening;
    private static volatile int port;

    /** The behavior of a connection after a request was read. The connection is closed when the method returns. */
    @FunctionalInterface
    interface Script {
        void play(Connection connection) throws IOException, InterruptedException;
    }

    /** A connection of the service. */
    record Connection(InputStream in, OutputStream out, int request) {

        Connection send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        Connection send(byte[] bytes) throws IOException {
            out.write(bytes);
            SENT.addAndGet(bytes.length);
            return this;
        }

        /** Waits until the service closes the connection. */
        void awaitClose() throws IOException {
            while (in.read() >= 0) {
                // Nothing is expected.
            }
        }

        /** Reads the next request on the same connection. */
        void awaitRequest() throws IOException {
            readRequest(in);
        }
    }

    @Override
    public Map<String, String> start() {
        listen();
        return Map.of(
                "agency-swarm.openai.base-url", url(),
                "agency-swarm.openai.api-key", KEY,
                "agency-swarm.model.max-event-bytes", "100000",
                "agency-swarm.model.read-timeout", "1s",
                "agency-swarm.offline", "never",
                "agency-swarm.model.retry.pause", "10ms",
                "agency-swarm.model.retry.max-pause", "50ms");
    }

    @Override
    public void stop() {
        leave();
    }

    /** Answers each further request with these bytes, and closes the connection. */
    static void answers(String raw) {
        plays(connection -> connection.send(raw));
    }

    /** Sets the behavior of further connections. */
    static void plays(Script next) {
        REQUESTS.set(0);
        SENT.set(0);
        script = next;
    }

    /** Returns the number of requests since the last {@link #plays}. */
    static int requests() {
        return REQUESTS.get();
    }

    /** Returns the number of bytes that were sent since the last {@link #plays}. */
    static long sent() {
        return SENT.get();
    }

    /** Returns the body of the last request. */
    static JsonNode lastBody() {
        return Json.readOwn(lastBody);
    }

    /** Waits until all connections are closed, by either side. */
    static void awaitClosed() throws InterruptedException {
        Model.until("no connection is open", () -> OPEN.get() == 0);
    }

    /** Returns the address that is configured as OpenAI's. */
    static String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    /** Refuses further connections. */
    static void leave() {
        try {
            Objects.requireNonNull(listening, "started first").close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accepts connections again, at the same address. */
    static void listen() {
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
            port = socket.getLocalPort();
            listening = socket;
            Thread.ofVirtual().start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                OPEN.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                assertThat(listening.isClosed()).isTrue();
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            lastBody = readRequest(socket.getInputStream());
            script.play(new Connection(socket.getInputStream(), socket.getOutputStream(), REQUESTS.incrementAndGet()));
        } catch (IOException _) {
            // One side has closed the connection, so no response is possible.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            OPEN.decrementAndGet();
        }
    }

    private static byte[] readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.write(next);
        }
        for (String line : head.toString(StandardCharsets.ISO_8859_1).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return in.readNBytes(Integer.parseInt(
                        line.substring("content-length:".length()).strip()));
            }
        }
        return new byte[0];
    }
}
