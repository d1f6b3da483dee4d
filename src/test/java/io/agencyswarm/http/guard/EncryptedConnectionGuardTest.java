package io.agencyswarm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.KeyStoreFile;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections with TLS, at a real server with the guard that netty loads. */
@Timeout(60)
class EncryptedConnectionGuardTest {

    @TempDir
    private Path dir;

    private GuardedServer server;
    private Path keys;

    @BeforeEach
    void start() throws Exception {
        keys = KeyStoreFile.create(dir, "localhost");
        server = new GuardedServer(
                new ConnectionGuard.ServerLimits(0, 500),
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keys.toString()).setPassword(KeyStoreFile.PASSWORD)),
                GuardedServer::answerLate);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void handshake_nothingFollows_connectionIsClosed() throws Exception {
        try (TlsClient client = new TlsClient()) {
            client.handshake("");

            assertThat(client.all()).isEmpty();
        }
    }

    @Test
    void handshake_requestInItsLastPacketTakesLonger_isAnswered() throws Exception {
        try (TlsClient client = new TlsClient()) {
            client.handshake("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(client.all()).startsWith("HTTP/1.1 200").endsWith("late");
        }
    }

    /** A client that decides which TLS records it sends in one packet. */
    private final class TlsClient implements AutoCloseable {

        private final Socket socket = new Socket("127.0.0.1", server.port());
        private final SSLEngine engine = engine();
        private final ByteBuffer received = ByteBuffer.allocate(1 << 16).limit(0);
        private final ByteBuffer sent = ByteBuffer.allocate(1 << 16);
        private final ByteBuffer plain = ByteBuffer.allocate(1 << 16);

        TlsClient() throws Exception {
            socket.setSoTimeout(10_000);
            engine.setUseClientMode(true);
        }

        private SSLEngine engine() throws Exception {
            KeyStore store = KeyStore.getInstance(keys.toFile(), KeyStoreFile.PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context.createSSLEngine();
        }

        /** Completes the handshake, and sends a text together with its last record. */
        void handshake(String text) throws IOException {
            engine.beginHandshake();
            HandshakeStatus status = engine.getHandshakeStatus();
            while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
                status = switch (status) {
                    case NEED_TASK -> {
                        engine.getDelegatedTask().run();
                        yield engine.getHandshakeStatus();
                    }
                    case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), sent).getHandshakeStatus();
                    default -> {
                        flush();
                        yield unwrap() ? engine.getHandshakeStatus() : HandshakeStatus.FINISHED;
                    }
                };
            }
            engine.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), sent);
            flush();
        }

        private void flush() throws IOException {
            socket.getOutputStream().write(sent.array(), 0, sent.position());
            sent.clear();
        }

        /** Reads a record. Returns false at the end. */
        private boolean unwrap() throws IOException {
            while (true) {
                switch (engine.unwrap(received, plain).getStatus()) {
                    case OK -> {
                        return true;
                    }
                    case BUFFER_UNDERFLOW -> {
                        byte[] bytes = new byte[1 << 14];
                        int count = socket.getInputStream().read(bytes);
                        if (count < 0) {
                            return false;
                        }
                        received.compact().put(bytes, 0, count).flip();
                    }
                    default -> {
                        return false;
                    }
                }
            }
        }

        /** Reads until the connection is closed. */
        String all() throws IOException {
            while (unwrap()) {
                assertThat(plain.hasRemaining()).isTrue();
            }
            return new String(plain.array(), 0, plain.position(), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
