package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers from anywhere, as it is by default, and a service without a token. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
class CorsTest {

    private static final String ORIGIN = "https://anyone.example";

    @TestHTTPResource
    URI base;

    private AgencyClient client;

    @BeforeEach
    void setUp() {
        client = AgencyClient.at(base).with("Origin", ORIGIN);
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
        Answer answer = client.with("Access-Control-Request-Method", "POST")
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
        assertThat(AgencyClient.at(base).ask("basic", "text Hi").header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer anything", "Basic dXNlcjpwYXNz", "nonsense"})
    void authorization_whereNoneIsAsked_isIgnored(String authorization) throws Exception {
        assertThat(client.with("Authorization", authorization)
                        .ask("basic", "text Hi")
                        .status())
                .isEqualTo(200);
    }

    private static void assertOpen(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }
}
