package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.SigningKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A service with a provider: which tokens are valid and which are not. */
@QuarkusTest
@TestProfile(OidcProfile.class)
class OidcTest {

    private static final String[] ENDPOINTS = {
        "POST /basic/get_response",
        "POST /basic/get_response_stream",
        "POST /basic/cancel_response_stream",
        "GET /basic/get_metadata",
        "POST /tool/who",
        "POST /get_logs",
        "GET /get_logs"
    };

    @TestHTTPResource
    URI base;

    private ServiceClient anonymous;

    @BeforeEach
    void setUp() {
        anonymous = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void token_ofTheProvider_isTakenEverywhere() throws Exception {
        ServiceClient client = with(OidcServer.current().token("ada", "mechanic", "auditor"));

        assertThat(client.ask("basic", "text Hi").response()).isEqualTo("Hi");
        assertThat(client.stream("basic", "text Hi").errors()).isEmpty();
        assertThat(client.get("/basic/get_metadata").status()).isEqualTo(200);
        assertThat(client.cancel("basic", "none").status()).isEqualTo(404);
        assertThat(client.post("/tool/who", "{}").text()).isEqualTo("{\"response\":\"ada\"}");
        assertThat(client.get("/get_logs?log_id=none").status()).isEqualTo(404);
    }

    @Test
    void token_forSeveralAudiences_isTaken() throws Exception {
        ObjectNode claims = OidcServer.current().claims("ada");
        claims.putArray("aud").add("others").add(OidcServer.AUDIENCE);

        assertThat(with(OidcServer.current().key().sign(claims))
                        .get("/basic/get_metadata")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void token_isBad_is401WithoutSayingWhy(String fault, String token) throws Exception {
        for (String endpoint : ENDPOINTS) {
            String[] request = endpoint.split(" ");
            ServiceAnswer answer =
                    with(token).send(request[0], request[1], request[0].equals("POST") ? "not even json" : "");

            assertThat(answer.status()).as(fault + " at " + endpoint).isEqualTo(401);
            assertThat(answer.text())
                    .isEqualTo("{\"detail\":\"The token is not valid for this service: it may have expired, or been"
                            + " issued for"
                            + " another service.\"}");
            assertThat(answer.header("Content-Type")).contains("application/json");
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Bearer error=\"invalid_token\"");
        }
        assertThat(Model.requests()).isEmpty();
    }

    static Stream<Arguments> badTokens() {
        return bad().entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    private static Map<String, String> bad() {
        OidcServer server = OidcServer.current();
        SigningKey key = server.key();
        String good = server.token("ada", "mechanic", "auditor");
        String[] parts = good.split("\\.");
        long now = Instant.now().getEpochSecond();
        Map<String, String> bad = new TreeMap<>();
        bad.put("wrong audience", key.sign(server.claims("ada").put("aud", "others")));
        bad.put("no audience", key.sign(server.claims("ada").without("aud")));
        bad.put("wrong issuer", key.sign(server.claims("ada").put("iss", "http://localhost:1")));
        bad.put("no issuer", key.sign(server.claims("ada").without("iss")));
        bad.put("expired", key.sign(server.claims("ada").put("exp", now - 1)));
        bad.put("never expires", key.sign(server.claims("ada").without("exp")));
        bad.put("not yet valid", key.sign(server.claims("ada").put("nbf", now + 60)));
        bad.put("nobody's", key.sign(server.claims("ada").without("sub")));
        bad.put(
                "tampered payload",
                parts[0] + "." + SigningKey.encode(server.claims("eve").toString()) + "." + parts[2]);
        bad.put("tampered signature", parts[0] + "." + parts[1] + "." + flipped(parts[2]));
        bad.put("no signature", parts[0] + "." + parts[1] + ".");
        bad.put("two parts", parts[0] + "." + parts[1]);
        bad.put("alg none", header("none", key.id()) + "." + parts[1] + ".");
        bad.put("alg None", header("None", key.id()) + "." + parts[1] + "." + parts[2]);
        bad.put("HS256 by the public key", hs256(key, parts[1]));
        bad.put("another's key under the same id", SigningKey.make(key.id()).sign(server.claims("ada")));
        bad.put("unknown key", SigningKey.make("unknown").sign(server.claims("ada")));
        bad.put("garbage", "x");
        bad.put("garbage in three parts", "x.y.z");
        bad.put("JSON that is no object", "W10.W10.W10");
        bad.put("very long", "a".repeat(6_000));
        bad.put("very long in three parts", good + "a".repeat(5_000));
        return bad;
    }

    @ParameterizedTest
    @CsvSource({"POST, /basic/get_response", "GET, /basic/get_metadata", "POST, /tool/who", "GET, /nothing/here"})
    void request_withoutToken_is401(String method, String path) throws Exception {
        ServiceAnswer answer = anonymous.send(method, path, method.equals("POST") ? "not even json" : "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"This needs a token, as Authorization: Bearer <token>.\"}");
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
    }

    @Test
    void docs_withoutToken_areOpenAndNameOneScheme() throws Exception {
        ServiceAnswer document = anonymous.get("/openapi.json");

        assertThat(document.body().at("/components/securitySchemes").fieldNames())
                .toIterable()
                .containsExactly("bearerAuth");
        assertThat(document.body().path("security").toString()).isEqualTo("[{\"bearerAuth\":[]}]");
        assertThat(document.body()
                        .at("/paths/~1basic~1get_response/post/responses")
                        .fieldNames())
                .toIterable()
                .contains("200", "401", "403", "429", "503");
    }

    private ServiceClient with(String token) {
        return anonymous.with("Authorization", "Bearer " + token);
    }

    private static String header(String algorithm, String keyId) {
        return SigningKey.encode(
                Json.object().put("alg", algorithm).put("kid", keyId).toString());
    }

    /** A changed signature that is still valid Base64. */
    private static String flipped(String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        bytes[bytes.length / 2] ^= 1;
        return SigningKey.encode(bytes);
    }

    /** Signed with the public key as a secret, which works if a token may choose its algorithm. */
    private static String hs256(SigningKey key, String payload) {
        String signed = header("HS256", key.id()) + "." + payload;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.pair().getPublic().getEncoded(), "HmacSHA256"));
            return signed + "." + SigningKey.encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
