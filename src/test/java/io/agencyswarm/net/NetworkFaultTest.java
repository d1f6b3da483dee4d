package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.agencyswarm.testing.KeyStoreFile;
import io.agencyswarm.testing.PlainWords;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the network, each caused on a real socket. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class NetworkFaultTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @EnumSource
    void sentences_arePlain(NetworkFault fault) {
        PlainWords.assertPlain(fault.sentence());
    }

    @Test
    void fault_unknownHost_isUnknownHost() throws Exception {
        assertThat(fault("http://nobody.invalid/", new HttpClientOptions())).isEqualTo(NetworkFault.UNKNOWN_HOST);
    }

    @Test
    void fault_closedPort_isRefused() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(fault("http://127.0.0.1:" + port, new HttpClientOptions())).isEqualTo(NetworkFault.REFUSED);
    }

    @Test
    void fault_noAccept_isReported() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Its queue is full, so that the system accepts no further connection.
            List<Socket> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    Socket socket = new Socket();
                    waiting.add(socket);
                    socket.connect(full.getLocalSocketAddress(), 300);
                }
            } catch (SocketTimeoutException _) {
                // Full.
            }
            assertThat(fault("http://127.0.0.1:" + full.getLocalPort(), new HttpClientOptions().setConnectTimeout(200)))
                    .isEqualTo(NetworkFault.CONNECT_TIMEOUT);
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.9\r\n",
                "HTTP/1.1 abc No\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "\u0015\u0003\u0001\r\n"
            })
    void answer_notHttp(String answer) throws Exception {
        assertThat(answered(answer)).isEqualTo(NetworkFault.NO_HTTP);
    }

    @Test
    void fault_longHead_isLongHead() throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000))).isEqualTo(NetworkFault.LONG_HEAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"})
    void connection_closedBeforeTheEnd(String answer) throws Exception {
        assertThat(answered(answer)).isEqualTo(NetworkFault.CLOSED);
    }

    @Test
    void fault_connectionReset_isClosed() throws Exception {
        try (ServerSocket server = listening(socket -> {
            socket.setSoLinger(true, 0);
        })) {
            assertThat(fault("http://127.0.0.1:" + server.getLocalPort(), new HttpClientOptions()))
                    .isEqualTo(NetworkFault.CLOSED);
        }
    }

    @Test
    void fault_fullPool_isPoolFull() throws Exception {
        try (ServerSocket silent = listening(_ -> Thread.sleep(LONG))) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            HttpClient http = Connections.pool(
                    vertx,
                    new HttpClientOptions(),
                    new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1));
            var first = ResponseStream.send(vertx, http.request(to(url)), Buffer.buffer());
            first.awaitConnection(LONG);
            var second = ResponseStream.send(vertx, http.request(to(url)), Buffer.buffer());
            assertThat(fault(http, url)).isEqualTo(NetworkFault.CROWDED);
            first.close();
            second.close();
        }
    }

    @Test
    void fault_serverWithoutTls_isReported() throws Exception {
        try (ServerSocket server = listening(socket -> socket.getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(fault("https://127.0.0.1:" + server.getLocalPort(), new HttpClientOptions()))
                    .isEqualTo(NetworkFault.NO_TLS);
        }
    }

    @Test
    void fault_otherCertificate_isReported() throws Exception {
        Path keys = KeyStoreFile.create(dir, "localhost");
        HttpsServer server = https(keys);
        try {
            String port = ":" + server.getAddress().getPort();
            assertThat(fault("https://localhost" + port, new HttpClientOptions()))
                    .isEqualTo(NetworkFault.CERTIFICATE_NOT_TRUSTED);
            assertThat(fault("https://127.0.0.1" + port, trusting(keys)))
                    .isEqualTo(NetworkFault.CERTIFICATE_OF_ANOTHER);
            assertThat(fault("http://localhost" + port, new HttpClientOptions()))
                    .isIn(NetworkFault.NO_HTTP, NetworkFault.CLOSED);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void fault_expiredCertificate_isReported() {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path validation failed");
        handshake.initCause(new CertPathValidatorException("x", new CertificateExpiredException("NotAfter: then")));

        assertThat(NetworkFault.of(handshake)).isEqualTo(NetworkFault.CERTIFICATE_EXPIRED);
    }

    private NetworkFault answered(String answer) throws Exception {
        try (ServerSocket server =
                listening(socket -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1)))) {
            return fault("http://127.0.0.1:" + server.getLocalPort(), new HttpClientOptions());
        }
    }

    private NetworkFault fault(String url, HttpClientOptions options) throws Exception {
        HttpClient http = Connections.pool(vertx, options, new PoolOptions());
        return fault(http, url);
    }

    private NetworkFault fault(HttpClient http, String url) throws Exception {
        try (ResponseStream stream = ResponseStream.send(vertx, http.request(to(url)), Buffer.buffer())) {
            ResponseException failure = catchThrowableOfType(ResponseException.class, () -> {
                stream.head(LONG);
                while (stream.next(LONG) != null) {
                    // Up to the fault.
                }
            });
            assertThat(failure).as("a fault").isNotNull();
            return NetworkFault.of(failure.source());
        }
    }

    private static RequestOptions to(String url) {
        return new RequestOptions().setAbsoluteURI(url);
    }

    private interface Script {
        void play(Socket socket) throws Exception;
    }

    private static ServerSocket listening(Script script) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    script.play(socket);
                } catch (Exception _) {
                    // The client's leaving, or the test's end.
                }
            }
        });
        return server;
    }

    private static HttpClientOptions trusting(Path keys) {
        return new HttpClientOptions()
                .setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword(KeyStoreFile.PASSWORD));
    }

    private static HttpsServer https(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, KeyStoreFile.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, KeyStoreFile.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        return server;
    }
}
