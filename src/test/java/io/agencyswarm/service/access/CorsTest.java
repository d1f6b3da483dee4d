package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An open service on a loopback address, as in dev mode: which pages in a browser may use it. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
class CorsTest {

    private static final String FOREIGN = "https://anyone.example";

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /basic/get_response",
        "POST, /basic/get_response_stream",
        "POST, /basic/cancel_response_stream",
        "GET, /basic/get_metadata",
        "POST, /tool/add",
        "POST, /get_logs",
        "GET, /get_logs?log_id=x",
        "OPTIONS, /tool/add",
        "GET, /openapi.json",
        "GET, /docs/",
        "GET, /nothing/here"
    })
    void request_ofAForeignPage_is403AndRunsNothing(String method, String path) throws Exception {
        for (String origin : new String[] {FOREIGN, "null", "http://localhost.evil.example", "file://", "nonsense"}) {
            ServiceAnswer answer = client.with("Origin", origin)
                    .send(method, path, method.equals("POST") ? "{\"message\":\"text Hi\",\"a\":1,\"b\":2}" : "");

            assertThat(answer.status()).as(origin).isEqualTo(403);
            assertThat(answer.body().path("detail").asText()).contains(origin, "agency-swarm.cors-origins");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Vary")).contains("Origin");
        }
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void preflight_ofAForeignPage_is403() throws Exception {
        ServiceAnswer answer = preflight(client.with("Origin", FOREIGN));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
    }

    @Test
    void request_ofItsOwnPageOrALocalOne_isServed() throws Exception {
        for (String origin : new String[] {
            "http://" + base.getAuthority(),
            "https://" + base.getAuthority(),
            "http://localhost:3000",
            "https://localhost",
            "http://127.0.0.1:5173",
            "http://[::1]:8080"
        }) {
            ServiceAnswer answer = client.with("Origin", origin).ask("basic", "text Hi");

            assertThat(answer.response()).as(origin).isEqualTo("Hi");
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("Location, Retry-After");
            assertThat(answer.header("Vary")).contains("Origin");
            assertThat(preflight(client.with("Origin", origin)).status()).isEqualTo(200);
        }
    }

    @Test
    void answer_withoutAnOrigin_saysThatItDependsOnOne() throws Exception {
        ServiceAnswer answer = client.ask("basic", "text Hi");

        assertThat(answer.response()).isEqualTo("Hi");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Access-Control-Expose-Headers")).isEmpty();
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebound.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]"})
    void host_notThisMachine_is403(String host) throws Exception {
        try (LogLines log = new LogLines();
                RawHttp connection = RawHttp.to(base);
                RawHttp operators = RawHttp.to(management)) {
            String remaining = " HTTP/1.1\r\nHost: " + host + ":" + base.getPort() + "\r\n\r\n";

            RawHttp.Reply reply =
                    connection.send("GET /basic/get_metadata" + remaining).reply();
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).startsWith("{\"detail\":\"").contains("localhost");
            assertThat(operators.send("GET /q/metrics" + remaining).reply().status())
                    .isEqualTo(403);
            assertThat(log.lines()).noneMatch(line -> line.contains("/q/metrics"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
    void host_thisMachine_isServedAtAnyPort(String host) throws Exception {
        for (String port : new String[] {"", ":1", ":" + base.getPort()}) {
            try (RawHttp connection = RawHttp.to(base)) {
                assertThat(connection
                                .send("GET /basic/get_metadata HTTP/1.1\r\nHost: " + host + port + "\r\n\r\n")
                                .reply()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /basic/get_response, POST",
        "GET, /tool/add, POST",
        "POST, /basic/get_metadata, 'GET, HEAD'",
        "PUT, /get_logs, 'GET, HEAD, POST'",
        "BREW, /basic/cancel_response_stream, POST"
    })
    void method_missing_is405WithThoseThatAre(String method, String path, String allowed) throws Exception {
        ServiceAnswer answer = client.send(method, path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.body().path("detail").asText()).isNotBlank();
        assertThat(client.send("OPTIONS", path, "").header("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer anything", "Basic dXNlcjpwYXNz", "nonsense"})
    void authorization_whereNoneIsAsked_isIgnored(String authorization) throws Exception {
        assertThat(client.with("Authorization", authorization)
                        .ask("basic", "text Hi")
                        .status())
                .isEqualTo(200);
    }

    private static ServiceAnswer preflight(ServiceClient page) throws Exception {
        return page.with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "content-type")
                .send("OPTIONS", "/basic/get_response", "");
    }
}
