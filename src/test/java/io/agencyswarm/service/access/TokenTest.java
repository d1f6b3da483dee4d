package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.TightProfile;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with a token, protected documentation and a list of allowed origins. */
@QuarkusTest
@TestProfile(TightProfile.class)
class TokenTest {

    @TestHTTPResource
    URI base;

    private ServiceClient anonymous;
    private ServiceClient friend;

    @BeforeEach
    void setUp() {
        anonymous = ServiceClient.at(base);
        friend = anonymous.with("Authorization", "Bearer " + TightProfile.TOKEN);
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
        "GET, /get_logs",
        "GET, /openapi.json",
        "GET, /docs",
        "GET, /docs/",
        "GET, /docs/index.html",
        "GET, /docs/swagger-ui-bundle.js",
        "GET, /redoc",
        "GET, /",
        "GET, /nothing/here",
        "POST, /nobody/get_response",
        "DELETE, /basic/get_response",
        "GET, /docs/../basic/get_metadata",
        "GET, /docs/%2e%2e/basic/get_metadata",
        "GET, /openapi.json/../basic/get_metadata"
    })
    void request_withoutToken_is401WhateverItIs(String method, String path) throws Exception {
        assertRefused(anonymous.send(method, path, method.equals("POST") ? "not even json" : ""));
        assertThat(Model.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer a secre",
                "Bearer a secrets",
                "Bearer A SECRET",
                "Bearera secret",
                "a secret",
                "Basic YTpzZWNyZXQ=",
                "Token a secret",
                "Bearer Bearer a secret",
                "nonsense"
            })
    void request_withAnotherToken_is401(String authorization) throws Exception {
        assertRefused(anonymous.with("Authorization", authorization).ask("basic", "text Hi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a secret", "bearer a secret", "BEARER a secret", "bEaReR   a secret  "})
    void request_withTheToken_isServedInAnyCaseOfTheScheme(String authorization) throws Exception {
        ServiceClient client = anonymous.with("Authorization", authorization);

        assertThat(client.ask("basic", "text Hi").response()).isEqualTo("Hi");
        assertThat(client.stream("basic", "text Hi").errors()).isEmpty();
        assertThat(client.get("/basic/get_metadata").status()).isEqualTo(200);
        assertThat(client.post("/tool/add", "{\"a\":1,\"b\":2}").text()).isEqualTo("{\"response\":3}");
    }

    @Test
    void request_withTheToken_seesTheClosedDocsAndUnknownPathsAsTheyAre() throws Exception {
        assertThat(friend.get("/openapi.json").status()).isEqualTo(200);
        assertThat(friend.get("/nothing/here").status()).isEqualTo(404);
        assertThat(friend.get("/basic/get_response").status()).isEqualTo(405);
    }

    @Test
    void body_ofAStranger_isNotLookedAt() throws Exception {
        try (SseClient refused = anonymous
                .raw("/basic/get_response")
                .header("Content-Length", "50000")
                .post("{")) {
            assertThat(refused.status()).isEqualTo(401);
        }
        try (SseClient refused = anonymous
                .raw("/basic/get_response")
                .header("Content-Length", "999999999")
                .post("{")) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TightProfile.ORIGIN, TightProfile.OTHER_ORIGIN})
    void origin_named_mayComeWithCredentials(String origin) throws Exception {
        for (ServiceAnswer answer : new ServiceAnswer[] {
            friend.with("Origin", origin).ask("basic", "text Hi"),
            friend.with("Origin", origin).post("/basic/get_response", "[]"),
            anonymous.with("Origin", origin).ask("basic", "text Hi"),
            preflight(origin)
        }) {
            assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
            assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
        }
    }

    @Test
    void preflight_comesWithoutTheToken_isGranted() throws Exception {
        assertThat(preflight(TightProfile.ORIGIN).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://three.example", "http://one.example", "https://one.example.evil.example", "null"})
    void origin_notNamed_isNotAdmitted(String origin) throws Exception {
        for (ServiceAnswer answer :
                new ServiceAnswer[] {friend.with("Origin", origin).ask("basic", "text Hi"), preflight(origin)}) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isNotEqualTo(Optional.of(origin));
            assertThat(answer.header("Access-Control-Allow-Origin")).isNotEqualTo(Optional.of("*"));
        }
    }

    private ServiceAnswer preflight(String origin) throws Exception {
        return anonymous
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,content-type")
                .send("OPTIONS", "/basic/get_response", "");
    }

    private static void assertRefused(ServiceAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.body().path("detail").asText()).isNotBlank().doesNotContain(TightProfile.TOKEN);
        assertThat(answer.body().properties()).hasSize(1);
    }
}
