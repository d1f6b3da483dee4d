package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that are not valid requests: each answer has the location of the error, and none of them reaches the model.
 */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class BadInputTest {

    private static final String PLAIN = "/basic/get_response";
    private static final String STREAM = "/basic/get_response_stream";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, STREAM, "/tool/add"})
    void body_overTheLimit_is413BeforeItIsRead(String path) throws Exception {
        long limit = Math.min(10 << 20, Runtime.getRuntime().maxMemory() / 30);
        try (SseClient refused = client.raw(path)
                .header("Content-Length", String.valueOf((10 << 20) + 1))
                .post("{")) {
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.header("Content-Type")).contains("application/json");
            assertThat(refused.readAll())
                    .startsWith("{\"detail\":\"")
                    .contains(String.valueOf(limit), "agency-swarm.limits.body-bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/basic/cancel_response_stream", "/get_logs"})
    void body_over64KibibytesWhereAnIdIsEnough_is413(String path) throws Exception {
        String large = "{\"run_id\":\"" + "x".repeat(64 << 10) + "\"}";

        for (ServiceAnswer refused : List.of(client.post(path, large), client.postInChunks(path, large))) {
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.body().path("detail").asText()).contains("65536");
        }
        assertThat(client.post(path, "{\"run_id\":\"x\",\"log_id\":\"x\",\"pad\":\"" + "x".repeat(60 << 10) + "\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void body_ofNineMebibytes_isRead() throws Exception {
        ObjectNode body = ServiceClient.says("text Good day");
        body.putObject("user_context").put("book", "x".repeat(9 << 20));

        assertThat(client.ask("basic", body).response()).isEqualTo("Good day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "ten", "99999999999999999999", "1, 1"})
    void contentLength_isNoNumberOrTooLarge_isRefused(String length) throws Exception {
        try (SseClient refused =
                client.raw(PLAIN).header("Content-Length", length).post("{}")) {
            assertThat(refused.status()).isBetween(400, 413);
        }
    }

    static Stream<String> noObjects() {
        return Stream.of(
                "",
                " ",
                "not json",
                "{",
                "{\"message\":\"Hi\"",
                "{\"message\":\"Hi\"} and more",
                "{\"message\":\"Hi\"}{}",
                "{'message':'Hi'}",
                "[]",
                "[{\"message\":\"Hi\"}]",
                "\"Hi\"",
                "7",
                "null",
                "true");
    }

    @ParameterizedTest
    @MethodSource("noObjects")
    void body_isNoObject_is422AtTheBody(String body) throws Exception {
        for (String path : new String[] {PLAIN, STREAM, "/basic/cancel_response_stream"}) {
            assertWrongAtTheBody(client.post(path, body));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999", "-1e999", "1e99999999999", "1E+2147483648", "[{\"deep\": 1e400}]", "NaN", "Infinity"})
    void body_holdsANumberBeyondAllBounds_is422(String number) throws Exception {
        assertWrongAtTheBody(client.post(PLAIN, "{\"message\":\"Hi\",\"user_context\":{\"n\":" + number + "}}"));
    }

    @Test
    void body_holdsANumberOf2000Digits_is422() throws Exception {
        String number = "7".repeat(2_000);

        assertWrongAtTheBody(client.post(PLAIN, "{\"message\":\"Hi\",\"user_context\":{\"n\":" + number + "}}"));
        assertWrongAtTheBody(client.post(PLAIN, "{\"message\":\"Hi\",\"user_context\":{\"n\":0." + number + "}}"));
    }

    @Test
    void body_isNestedOver200Levels_is422() throws Exception {
        assertWrongAtTheBody(client.post(PLAIN, nested(201)));
        assertWrongAtTheBody(client.post(PLAIN, nested(100_000)));
        assertThat(client.post(PLAIN, nested(200)).status()).isEqualTo(200);
    }

    @Test
    void toolArguments_areNestedOver200Levels_are422() throws Exception {
        assertWrongAtTheBody(client.post("/tool/add", "{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=utf-8",
                "application/x-www-form-urlencoded",
                "text/json",
                "*/*"
            })
    void contentType_isNotJson_is422AtTheBody(String type) throws Exception {
        assertWrongAtTheBody(client.with("Content-Type", type).post(PLAIN, "{\"message\":\"Hi\"}"));
        assertWrongAtTheBody(client.with("Content-Type", type).post(STREAM, "{\"message\":\"Hi\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.team+json"})
    void contentType_isJsonOfAnyKind_isServed(String type) throws Exception {
        ServiceAnswer answer = client.with("Content-Type", type).ask("basic", "text Good day");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Good day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "nonsense", "application/xml;q=0.9"})
    void accept_saysSomethingElse_isServedAllTheSame(String accept) throws Exception {
        ServiceClient odd = client.with("Accept", accept);

        assertThat(odd.ask("basic", "text Good day").response()).isEqualTo("Good day");
        assertThat(odd.stream("basic", "text Good day").errors()).isEmpty();
    }

    @Test
    void text_holdsEveryKindOfCharacter_comesBackAsItWent() throws Exception {
        String text = "Grüße 👩‍🚀 \u2028\u2029 \u0001 \\ \" </script> data: x é";

        assertThat(client.ask("basic", "text " + text).response()).isEqualTo(text);
        StreamedAnswer streamed = client.stream("basic", "text " + text);
        assertThat(streamed.newMessages().get(1).at("/content/0/text").asText()).isEqualTo(text);
    }

    private void assertWrongAtTheBody(ServiceAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        JsonNode fault = answer.body().path("detail").path(0);
        assertThat(fault.path("loc").toString()).isEqualTo("[\"body\"]");
        assertThat(fault.path("msg").asText()).isNotBlank().doesNotContain("Exception");
        assertThat(fault.path("type").asText()).isNotBlank();
        assertThat(Model.requests()).isEmpty();
    }

    /** Returns a valid request with this nesting depth. */
    private static String nested(int levels) {
        return "{\"message\":\"text Hi\",\"chat_history\":null,\"ignored\":" + "[".repeat(levels - 1)
                + "]".repeat(levels - 1) + "}";
    }
}
