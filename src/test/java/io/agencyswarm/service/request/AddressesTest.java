package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unknown paths and wrong methods: the answer is always JSON, never an error page of the framework. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class AddressesTest {

    private static final String BODY = "{\"message\":\"Hi\",\"run_id\":\"x\"}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "BASIC",
                "..%2f",
                "..%2fbasic",
                "%2e%2e",
                "basic%2f..%2fbasic",
                "%00",
                "basic%00",
                "%ff%fe",
                "%E2%80%AE",
                "basic%E2%80%8B",
                "a%2Fb",
                "%20",
                "basic%20",
                "%20basic",
                "%0d%0aX-Injected:%20yes",
                "%3Cscript%3E",
                "%25s%25n",
                "$%7Bjndi:x%7D"
            })
    void agency_isUnknown_is404(String agency) throws Exception {
        for (String endpoint : new String[] {"get_response", "get_response_stream", "cancel_response_stream"}) {
            assertNotFound(client.post("/" + agency + "/" + endpoint, BODY));
        }
        assertNotFound(client.get("/" + agency + "/get_metadata"));
        assertThat(Model.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic;", "basic;v=1", ";"})
    void agency_hasMatrixParameters_isAnsweredInJson(String agency) throws Exception {
        ServiceAnswer answer = client.post("/" + agency + "/get_response", BODY);

        // This test does not check whether they have an effect, only that nothing fails.
        assertThat(answer.status()).isIn(200, 404);
        assertThat(answer.body().isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing/here",
                "/basic",
                "/basic/",
                "/basic/get_responses",
                "/basic/get_response/more",
                "/tool",
                "/tool/nothing",
                "/tool/..%2fadd",
                "/tool/%00",
                "/q/health/nothing",
                "/favicon.ico"
            })
    void path_isUnknown_is404(String path) throws Exception {
        assertNotFound(client.post(path, BODY));
        if (!path.startsWith("/tool/")) {
            assertNotFound(client.get(path));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /basic/get_response",
        "PUT, /basic/get_response",
        "DELETE, /basic/get_response_stream",
        "GET, /basic/get_response_stream",
        "GET, /basic/cancel_response_stream",
        "PATCH, /basic/cancel_response_stream",
        "POST, /basic/get_metadata",
        "GET, /tool/add",
        "DELETE, /get_logs"
    })
    void method_isWrong_is405(String method, String path) throws Exception {
        ServiceAnswer answer = client.send(method, path, method.equals("GET") ? "" : BODY);

        assertThat(answer.status()).as(answer.text()).isEqualTo(405);
        assertThat(answer.body().path("detail").asText()).isNotBlank();
        assertThat(answer.body().properties()).hasSize(1);
    }

    private static void assertNotFound(ServiceAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.body().path("detail").asText()).as(answer.text()).isNotBlank();
        assertThat(answer.body().properties()).hasSize(1);
        assertThat(answer.header("X-Injected")).isEmpty();
    }
}
