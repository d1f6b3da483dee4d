package io.agencyswarm.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts with faulty responses. */
@Execution(ExecutionMode.CONCURRENT)
class DownloadTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void attach_largeFile_arrivesWhole() throws IOException, InterruptedException {
        String text = "0123456789abcdef".repeat((int) Settings.MAX_BYTES / 16);
        try (FileTestServer server = new FileTestServer().text("/big.txt", text);
                Service service = allowing(Settings.closed())) {
            assertThat(service.content("a.txt", server.url("/big.txt"))).isEqualTo(text);
        }
    }

    @Test
    void attach_bodyThatEndsWithTheConnection_arrivesWhole() throws IOException, InterruptedException {
        try (RawTestServer server = RawTestServer.text("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
                Service service = allowing(Settings.closed())) {
            assertThat(service.content("a.txt", server.url("/"))).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 300, 304, 400, 401, 403, 404, 500, 503})
    void attach_anyOtherStatus_isAFault(int status) throws IOException {
        try (FileTestServer server =
                        new FileTestServer().on("/a", exchange -> exchange.sendResponseHeaders(status, -1));
                Service service = allowing(Settings.closed())) {
            assertThat(service.refusal("a.txt", server.url("/a")))
                    .isEqualTo("The file \"a.txt\" can't be attached: its host answered " + status
                            + " instead of 200; check the URL.");
        }
    }

    @Test
    void attach_declaredTooLarge_isRefusedBeforeTheBody() throws IOException, InterruptedException {
        try (RawTestServer server = new RawTestServer((self, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx".getBytes(ISO_8859_1));
                    assertThat(self.clientGoesWithin(10_000)).isTrue();
                });
                Service service = allowing(Settings.closed())) {
            assertThat(service.refusal("a.txt", server.url("/"))).contains("larger than 1048576 bytes");
            assertThat(server.clientGoesWithin(10_000)).isTrue();
        }
    }

    @Test
    void attach_endlessBody_isCutAtTheLimit() throws IOException, InterruptedException {
        try (RawTestServer server = new RawTestServer((self, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
                    byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(ISO_8859_1);
                    while (!self.clientGoesWithin(0)) {
                        out.write(chunk);
                    }
                });
                Service service = allowing(Settings.closed())) {
            assertThat(service.refusal("a.txt", server.url("/"))).contains("larger than 1048576 bytes");
            assertThat(server.clientGoesWithin(10_000)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
                "SSH-2.0-OpenSSH_9.9\r\n\r\n",
                "",
            })
    void attach_brokenAnswer_isAFault(String answer) throws IOException {
        try (RawTestServer server = RawTestServer.text(answer);
                Service service = allowing(Settings.closed())) {
            assertThat(service.refusal("a.txt", server.url("/"))).contains("could not be read completely");
        }
    }

    @Test
    void attach_moreThanDeclared_isCutAtTheDeclaredLength() throws IOException, InterruptedException {
        try (RawTestServer server = RawTestServer.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, world");
                Service service = allowing(Settings.closed())) {
            assertThat(service.content("a.txt", server.url("/"))).isEqualTo("hello");
        }
    }

    @Test
    void attach_packedBody_isRefused() throws IOException {
        try (FileTestServer server = new FileTestServer().on("/bomb.txt", exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, 0);
                    try (GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                        out.write(new byte[100]);
                    }
                });
                Service service = allowing(Settings.closed())) {
            assertThat(service.refusal("a.txt", server.url("/bomb.txt"))).contains("sends it compressed (\"gzip\")");
        }
    }

    @Test
    void attach_silenceBeforeTheHead_endsAtTheReadTimeout() throws IOException, InterruptedException {
        try (RawTestServer server = new RawTestServer((self, _) -> self.clientGoesWithin(10_000));
                Service service = allowing(Settings.closed().waits(LONG, SHORT, LONG))) {
            assertThat(service.refusal("a.txt", server.url("/")))
                    .contains("its host sent nothing for 300 ms (agency-swarm.files.read-timeout)");
            assertThat(server.clientGoesWithin(10_000)).isTrue();
        }
    }

    @Test
    void attach_silenceInTheBody_endsAtTheReadTimeout() throws IOException, InterruptedException {
        try (RawTestServer server = new RawTestServer((self, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello".getBytes(ISO_8859_1));
                    self.clientGoesWithin(10_000);
                });
                Service service = allowing(Settings.closed().waits(LONG, SHORT, LONG))) {
            assertThat(service.refusal("a.txt", server.url("/"))).contains("sent nothing for 300 ms");
            assertThat(server.clientGoesWithin(10_000)).isTrue();
        }
    }

    @Test
    void attach_aByteNowAndThen_endsAtTheTotalTimeout() throws IOException, InterruptedException {
        try (RawTestServer server = new RawTestServer((self, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(ISO_8859_1));
                    while (!self.clientGoesWithin(20)) {
                        out.write('x');
                    }
                });
                Service service = allowing(Settings.closed().waits(LONG, LONG, SHORT))) {
            assertThat(service.refusal("a.txt", server.url("/")))
                    .contains("took longer than 300 ms (agency-swarm.files.total-timeout)");
            assertThat(server.clientGoesWithin(10_000)).isTrue();
        }
    }

    @Test
    void attach_headThatNeverEnds_endsAtTheReadTimeout() throws IOException, InterruptedException {
        try (RawTestServer server = new RawTestServer((self, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
                    while (!self.clientGoesWithin(20)) {
                        out.write("X: y\r\n".getBytes(ISO_8859_1));
                    }
                });
                Service service = allowing(Settings.closed().waits(LONG, SHORT, LONG))) {
            assertThat(service.refusal("a.txt", server.url("/"))).contains("sent nothing for 300 ms");
            assertThat(server.clientGoesWithin(10_000)).isTrue();
        }
    }

    @Test
    void attach_namesAreLookedUpForever_endsAtTheTotalTimeout() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        NameResolver stuck = name -> {
            try {
                over.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        };
        try (Service service =
                new Service(Settings.closed().waits(LONG, LONG, SHORT), stuck, new HttpClientOptions())) {
            assertThat(service.refusal("a.txt", "http://slow.test/a.txt")).contains("took longer than 300 ms");
        }
    }

    private static Service allowing(Settings settings) {
        return new Service(settings.hosts("127.0.0.1"));
    }
}
