package io.agencyswarm.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A provider's server on a real socket, which a test can cut and stall, and whose end it can observe. */
final class ProviderTestServer implements AutoCloseable {

    /** Longer than any successful operation. */
    static final int PATIENCE_SECONDS = 10;

    /** A received request. */
    record Received(String path, Map<String, String> headers, JsonNode body, byte[] bytes) {}

    /** The behavior for a request. */
    interface Reply {
        void to(Exchange exchange) throws IOException, InterruptedException;
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();

    ProviderTestServer(Reply reply) throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    Thread.ofVirtual().start(() -> serve(socket, reply));
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    /** A stream of server-sent events; those that start with a brace are data. */
    static ProviderTestServer sse(String... events) throws IOException {
        return new ProviderTestServer(exchange -> {
            exchange.begin(200, "text/event-stream");
            for (String event : events) {
                exchange.piece((event.startsWith("{") || event.startsWith("[") ? "data: " : "") + event + "\n\n");
            }
            exchange.end();
        });
    }

    String url() {
        return "http://localhost:" + listening.getLocalPort();
    }

    /** Returns the next received request. */
    Received received() throws InterruptedException {
        Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request came");
        }
        return next;
    }

    boolean hasReceived() {
        return !received.isEmpty();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve(Socket socket, Reply reply) {
        try (socket) {
            Received request = read(socket.getInputStream());
            received.add(request);
            reply.to(new Exchange(socket));
        } catch (IOException _) {
            // Some tests let the client disconnect.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        List<String> lines = head.toString().lines().toList();
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(lines.getFirst().split(" ")[1], headers, Json.read(body), body);
    }

    /** One answer. */
    record Exchange(Socket socket) {

        void begin(int status, String type, String... headers) throws IOException {
            write("HTTP/1.1 " + status + " Said\r\nContent-Type: " + type
                    + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                    + String.join(
                            "",
                            List.of(headers).stream()
                                    .map(header -> header + "\r\n")
                                    .toList())
                    + "\r\n");
        }

        void piece(String text) throws IOException {
            piece(text.getBytes(StandardCharsets.UTF_8));
        }

        void piece(byte[] bytes) throws IOException {
            write(Integer.toHexString(bytes.length) + "\r\n");
            socket.getOutputStream().write(bytes);
            write("\r\n");
        }

        void end() throws IOException {
            write("0\r\n\r\n");
        }

        /** Waits until the client closes the connection. */
        void awaitClose() throws IOException {
            socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
            try {
                while (socket.getInputStream().read() >= 0) {
                    // The client sends nothing more.
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError("the client kept its connection", e);
            } catch (IOException _) {
                // Closed by a reset.
            }
        }

        private void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
