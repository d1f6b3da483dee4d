package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Request heads that a proxy may parse differently, and clients that disconnect early: they are rejected with a
 * sentence and not logged.
 */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class OddHeadsTest {

    private static final String BODY = "{\"message\":\"text Hi\"}";

    @TestHTTPResource
    URI base;

    /** What logs about requests: the service's endpoints and what is below them. */
    private static final String[] OF_REQUESTS = {
        "io.agencyswarm.http",
        "io.agencyswarm.request",
        "io.agencyswarm.sse",
        "io.quarkus",
        "io.vertx",
        "io.netty",
        "org.jboss.resteasy"
    };

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: localhost\r\nHost: other.example\r\n",
                "Host: localhost\r\nHost: localhost\r\n",
                "Host: localhost, other.example\r\n",
                "Host: local host\r\n",
                "Host: localhost\r\nTransfer-Encoding: gzip, chunked\r\n",
                "Host: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
            })
    void head_ambiguous_is400AndConnectionIsClosed(String headers) throws Exception {
        try (LogLines log = new LogLines(Level.WARNING, OF_REQUESTS);
                RawHttp connection = RawHttp.to(base)) {
            String length = headers.contains("Transfer") ? "" : "Content-Length: " + BODY.length() + "\r\n";
            RawHttp.Reply reply = connection
                    .send("POST /basic/get_response HTTP/1.1\r\n" + headers + length + "\r\n"
                            + (length.isEmpty()
                                    ? Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n"
                                    : BODY))
                    .reply();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("{\"detail\":\"");
            connection.awaitClosed();
            assertThat(log.lines()).isEmpty();
        }
        assertThat(Model.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: -5\r\n",
                "Transfer-Encoding: chunked, gzip\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: identity\r\n"
            })
    void length_ambiguous_is400AndConnectionIsClosed(String headers) throws Exception {
        try (LogLines log = new LogLines(Level.WARNING, OF_REQUESTS);
                RawHttp connection = RawHttp.to(base)) {
            RawHttp.Reply reply = connection
                    .send("POST /basic/get_response HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n0\r\n\r\n"
                            + "GET /basic/get_metadata HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(400);
            connection.awaitClosed();
            assertThat(log.lines()).isEmpty();
        }
        assertThat(Model.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/basic/get_response",
                "/basic/get_response_stream",
                "/basic/cancel_response_stream",
                "/tool/add",
                "/get_logs",
                "/nobody/get_response",
                "/nothing"
            })
    void client_thatLeavesInTheMiddleOfItsBody_isNotLoggedAsAFault(String path) throws Exception {
        ServiceClient client = ServiceClient.at(base);
        try (LogLines log = new LogLines(Level.WARNING, OF_REQUESTS)) {
            for (String body : new String[] {"", "{\"mess"}) {
                try (RawHttp leaving = RawHttp.to(base)) {
                    leaving.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                            + "Content-Length: 1000\r\n\r\n");
                    // The service has started to read, or has rejected the request.
                    assertThat(leaving.reply().status()).isIn(100, 404);
                    leaving.send(body);
                }
            }
            // Another request on the same event loops, after which everything has been logged.
            for (int i = 0; i < 20; i++) {
                assertThat(client.get("/basic/get_metadata").status()).isEqualTo(200);
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void head_ofHttp10WithoutAHost_isServed() throws Exception {
        try (RawHttp connection = RawHttp.to(base)) {
            assertThat(connection
                            .send("GET /basic/get_metadata HTTP/1.0\r\n\r\n")
                            .reply()
                            .status())
                    .isEqualTo(200);
        }
    }
}
