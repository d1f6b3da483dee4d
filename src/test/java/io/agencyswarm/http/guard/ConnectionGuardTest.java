package io.agencyswarm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections without a request, at a real server with the guard that netty loads. */
@Timeout(60)
class ConnectionGuardTest {

    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private GuardedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new GuardedServer(
                new ConnectionGuard.ServerLimits(3, 500),
                new HttpServerOptions().setHttp2ClearTextEnabled(false),
                request -> {
                    if (request.path().equals("/slow")) {
                        GuardedServer.answerLate(request);
                    } else {
                        request.bodyHandler(_ -> request.response().end("whole"));
                    }
                });
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n"})
    void head_doesNotCome_is408AndConnectionIsClosed(String start) throws Exception {
        try (Socket first = connect();
                Socket second = connect()) {
            send(second, WHOLE);
            assertThat(read(second, "whole")).startsWith("HTTP/1.1 200");
            for (Socket socket : new Socket[] {first, second}) {
                send(socket, start);

                assertThat(all(socket))
                        .startsWith("HTTP/1.1 408")
                        .contains("{\"detail\":\"", "agency-swarm.limits.head-timeout");
            }
        }
    }

    @Test
    void request_takesLonger_isAnsweredOnConnectionThatStays() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 2; i++) {
                send(socket, "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{");
                send(socket, "}");
                assertThat(read(socket, "late")).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** Old browsers sent a line break after a body; a client may also send its next request before the response. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "GET /"})
    void bytesBehindARequest_doNotCutItsAnswer(String bytes) throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}" + bytes);
            assertThat(read(socket, "late")).startsWith("HTTP/1.1 200").doesNotContain("408");
        }
    }

    @Test
    void connection_sendsNothing_isClosed() throws Exception {
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void connection_pastTheLimit_isClosedUntilOneIsFree() throws Exception {
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            for (Socket socket : new Socket[] {first, second, third}) {
                send(socket, WHOLE);
                assertThat(read(socket, "whole")).startsWith("HTTP/1.1 200");
            }
            try (Socket fourth = connect()) {
                assertThat(fourth.getInputStream().read()).isEqualTo(-1);
            }
        }
        String answer = "";
        while (!answer.startsWith("HTTP/1.1 200")) {
            try (Socket socket = connect()) {
                send(socket, WHOLE);
                answer = read(socket, "whole");
            } catch (IOException _) {
                // The others are being closed.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "Content-Length: 3, 4\r\n\r\nabc",
                "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void request_cantBeRead_is400InSentence(String remaining) throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST / HTTP/1.1\r\nHost: x\r\n" + remaining);
            assertThat(all(socket)).startsWith("HTTP/1.1 400").contains("{\"detail\":\"The request could not be read");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads until the connection is closed. */
    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String read(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
