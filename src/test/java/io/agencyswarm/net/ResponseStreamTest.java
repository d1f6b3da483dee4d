package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class ResponseStreamTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    /** The maximum capacity of the two sockets of a connection, by Linux's defaults. */
    private static final long IN_SOCKETS = 11L << 20;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            Connections.pool(vertx, new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(1));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void reader_takesNothing_holdsServerUp_andThenGetsEverythingInOrder() throws Exception {
        long total = 12L << 20;
        AtomicLong current = new AtomicLong();
        CompletableFuture<Void> done = new CompletableFuture<>();
        // Each HTTP chunk has eight bytes, its number; as separate objects they would take much more memory.
        try (Server server = new Server((_, out) -> {
                    out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    for (long from = 0; from < total; from += 65_536) {
                        out.write(chunks(from, 65_536));
                        current.addAndGet(65_536);
                    }
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    done.complete(null);
                });
                ResponseStream stream = server.ask()) {
            stream.head(LONG);
            assertThat(stands(done)).isTrue();
            assertThat(current.get()).isLessThan(IN_SOCKETS + 2L * ResponseStream.MAX_BYTES);

            long read = 0;
            for (ByteBuffer bytes = stream.next(LONG); bytes != null; bytes = stream.next(LONG)) {
                assertThat(bytes.remaining()).isLessThanOrEqualTo(ResponseStream.MAX_BYTES + 65_536);
                for (; bytes.hasRemaining(); read++) {
                    assertThat(bytes.get() == (byte) (read >> 3 * (read % 8))).isTrue();
                }
            }
            assertThat(read).isEqualTo(total);
        }
    }

    @Test
    void connection_breaks_isReportedAfterWhatCame() throws Exception {
        try (Server server = answering(HEAD + "Content-Length: 10\r\n\r\nhello");
                ResponseStream stream = server.ask()) {
            assertThat(stream.head(LONG).statusCode()).isEqualTo(200);
            assertThat(text(stream)).isEqualTo("hello");
            assertThat(failure(stream)).isEqualTo(ResponseException.Reason.BROKEN);
            assertThat(failure(stream)).as("once more").isEqualTo(ResponseException.Reason.BROKEN);
        }
    }

    @Test
    void connection_breaksBeforeHead_isReportedThere() throws Exception {
        try (Server server = answering("HTTP/1.1 2");
                ResponseStream stream = server.ask()) {
            ResponseException failure = catchThrowableOfType(ResponseException.class, () -> stream.head(LONG));

            assertThat(failure.reason()).isEqualTo(ResponseException.Reason.BROKEN);
        }
    }

    @Test
    void server_missing_isUnreachable() throws Exception {
        RequestOptions nobody = new RequestOptions().setHost("127.0.0.1").setPort(freePort());
        try (ResponseStream stream = ResponseStream.send(vertx, http.request(nobody), Buffer.buffer())) {
            ResponseException failure =
                    catchThrowableOfType(ResponseException.class, () -> stream.awaitConnection(LONG));

            assertThat(failure.reason()).isEqualTo(ResponseException.Reason.UNREACHABLE);
        }
    }

    @Test
    void server_silent_isReportedAndLosesItsConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Server server = new Server((in, out) -> {
            out.write((HEAD + "Content-Length: 10\r\n\r\nhello").getBytes(StandardCharsets.US_ASCII));
            assertThat(in.read()).isEqualTo(-1);
            closed.countDown();
        })) {
            try (ResponseStream stream = server.ask()) {
                stream.head(LONG);
                assertThat(text(stream)).isEqualTo("hello");
                ResponseException failure =
                        catchThrowableOfType(ResponseException.class, () -> stream.next(Duration.ofMillis(50)));
                assertThat(failure.reason()).isEqualTo(ResponseException.Reason.SILENT);
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void close_fromAnotherThread_endsTheWait() throws Exception {
        try (Server server = new Server((in, out) -> {
            out.write((HEAD + "Content-Length: 10\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(in.read()).isEqualTo(-1);
        })) {
            ResponseStream stream = server.ask();
            stream.head(LONG);
            CompletableFuture<Boolean> ended = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    ended.complete(stream.next(LONG) == null);
                } catch (IOException | InterruptedException e) {
                    ended.completeExceptionally(e);
                }
            });
            stream.close();

            assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(stream.next(LONG)).isNull();
        }
    }

    @Test
    void answer_complete_reusesConnection() throws Exception {
        String answer = HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
        CountDownLatch closed = new CountDownLatch(1);
        try (Server server = new Server((in, out) -> {
            for (int i = 0; i < 2; i++) {
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                closed.await();
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                request(in);
            }
        })) {
            for (int i = 0; i < 2; i++) {
                try (ResponseStream stream = server.ask()) {
                    stream.head(LONG);
                    assertThat(text(stream)).isEqualTo("hello");
                    stream.complete();
                }
                closed.countDown();
            }
            assertThat(server.connections.get()).isEqualTo(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Server answering(String answer) throws IOException {
        return new Server((_, out) -> out.write(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] chunks(long from, int bytes) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (long at = from; at < from + bytes; at += 8) {
            chunks.writeBytes("8\r\n".getBytes(StandardCharsets.US_ASCII));
            for (long i = at; i < at + 8; i++) {
                chunks.write((byte) (i >> 3 * (i % 8)));
            }
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return chunks.toByteArray();
    }

    private static boolean stands(CompletableFuture<Void> done) throws Exception {
        try {
            done.get(2, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException _) {
            return true;
        }
    }

    private static String text(ResponseStream stream) throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.length() < "hello".length()) {
            text.append(StandardCharsets.US_ASCII.decode(stream.next(LONG)));
        }
        return text.toString();
    }

    private static ResponseException.Reason failure(ResponseStream stream) {
        return catchThrowableOfType(ResponseException.class, () -> stream.next(LONG))
                .reason();
    }

    private static void request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.append((char) next);
        }
    }

    /** The behavior of a connection after a request was read. */
    private interface Script {
        void play(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    private final class Server implements AutoCloseable {

        private final AtomicInteger connections = new AtomicInteger();
        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));

        Server(Script script) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!listening.isClosed()) {
                    try (Socket socket = listening.accept()) {
                        connections.incrementAndGet();
                        request(socket.getInputStream());
                        script.play(socket.getInputStream(), socket.getOutputStream());
                    } catch (IOException | InterruptedException _) {
                        // The client has disconnected, or the test is over.
                    }
                }
            });
        }

        ResponseStream ask() {
            return ResponseStream.send(
                    vertx,
                    http.request(new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost("127.0.0.1")
                            .setPort(listening.getLocalPort())),
                    Buffer.buffer());
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
