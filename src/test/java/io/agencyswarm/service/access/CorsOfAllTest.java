package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with a token: pages of every origin may use it with the token, without cookies. */
@QuarkusTest
@TestProfile(OidcProfile.class)
class CorsOfAllTest {

    private static final String ORIGIN = "https://anyone.example";

    @TestHTTPResource
    URI base;

    private ServiceClient client;
    private ServiceClient anonymous;

    @BeforeEach
    void setUp() throws Exception {
        anonymous = ServiceClient.at(base).with("Origin", ORIGIN);
        client =
                anonymous.with("Authorization", "Bearer " + OidcServer.current().token("ada"));
    }

    @Test
    void answer_toAnyOrigin_isForEveryoneWithoutCredentials() throws Exception {
        assertOpen(client.ask("basic", "text Hi"), 200);
        assertOpen(client.get("/basic/get_metadata"), 200);
    }

    @Test
    void failure_toAnyOrigin_canBeReadByTheBrowser() throws Exception {
        assertOpen(client.post("/basic/get_response", "[]"), 422);
        assertOpen(client.post("/nobody/get_response", "{}"), 404);
        assertOpen(client.get("/nothing/here"), 404);
        assertOpen(client.get("/basic/get_response"), 405);
        assertOpen(client.ask("basic", "fail 400"), 500);
        assertOpen(anonymous.ask("basic", "text Hi"), 401);
    }

    @Test
    void stream_toAnyOrigin_isForEveryone() throws Exception {
        try (LiveStream stream = client.open("basic", "text Hi")) {
            assertThat(stream.connection().header("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(stream.connection().header("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/basic/get_response", "/basic/get_response_stream", "/tool/add", "/get_logs"})
    void preflight_fromAnyOrigin_isGranted(String path) throws Exception {
        ServiceAnswer answer = anonymous
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization, content-type, x-agency-log-id")
                .send("OPTIONS", path, "");

        assertOpen(answer, 200);
        assertThat(answer.header("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers ->
                        assertThat(headers.toLowerCase()).contains("authorization", "content-type", "x-agency-log-id"));
    }

    @Test
    void answer_withoutAnOrigin_saysNothingOfOrigins() throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).ask("basic", "text Hi");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Vary")).isEmpty();
    }

    @Test
    void host_ofAnyName_isServed() throws Exception {
        try (RawHttp connection = RawHttp.to(base)) {
            assertThat(connection
                            .send("GET /openapi.json HTTP/1.1\r\nHost: agencies.example\r\n\r\n")
                            .reply()
                            .status())
                    .isEqualTo(200);
        }
    }

    private static void assertOpen(ServiceAnswer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
}
