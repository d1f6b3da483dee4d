package io.agencyswarm.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that answers every request with the bytes that a test gave it, and can be gone. One for all tests. */
public final class OddModelServer implements QuarkusTestResourceLifecycleManager {

    /** A plausible key, which the server may say again. */
    static final String KEY = "sk-test-1234567890abcdef";

    private static final AtomicInteger REQUESTS = new AtomicInteger();

    private static volatile byte[] answer = {};
    private static volatile @Nullable ServerSocket listening;
    private static volatile int port;

    @Override
    public Map<String, String> start() {
        listen();
        return Map.of(
                "agency-swarm.openai.base-url", url(),
                "agency-swarm.openai.api-key", KEY,
                "agency-swarm.openai.max-event-bytes", "100000",
                "agency-swarm.offline", "never",
                "agency-swarm.model.retry.pause", "10ms");
    }

    @Override
    public void stop() {
        leave();
    }

    /** From now on each request is answered so, and the connection closed. */
    static void answers(String raw) {
        REQUESTS.set(0);
        answer = raw.getBytes(StandardCharsets.UTF_8);
    }

    /** The address that is configured as OpenAI's. */
    static String url() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    /** How many requests have come since the last {@link #answers}. */
    static int requests() {
        return REQUESTS.get();
    }

    /** From now on connections are refused. */
    static void leave() {
        try {
            Objects.requireNonNull(listening, "started first").close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Takes connections, at the same address as before. */
    static void listen() {
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
            port = socket.getLocalPort();
            listening = socket;
            Thread.ofVirtual().start(() -> serve(socket));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void serve(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                readRequest(client.getInputStream());
                REQUESTS.incrementAndGet();
                client.getOutputStream().write(answer);
            } catch (IOException gone) {
                // The client, or this server: either way there is nobody to answer.
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.write(next);
        }
        for (String line : head.toString(StandardCharsets.ISO_8859_1).split("\r\n")) {
            if (line.toLowerCase().startsWith("content-length:")) {
                in.readNBytes(Integer.parseInt(
                        line.substring("content-length:".length()).strip()));
            }
        }
    }
}
