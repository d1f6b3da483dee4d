package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The values of {@code client_config}: those that would forge a request or that can't work are rejected before anything
 * is sent.
 */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ClientConfigFieldsTest {

    private static final int MAX_KEY_LENGTH = 4_096;
    private static final String UNUSED = "litellm_keys: the keys for \\[";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"base_url":7}                               | base_url
            {"api_key":["sk-own"]}                       | api_key
            {"model":{}}                                 | model
            {"model":" "}                                | model
            {"default_headers":"X-A: b"}                 | default_headers
            {"default_headers":{"X-A":7}}                | default_headers/X-A
            {"default_headers":{"X-A":["b"]}}            | default_headers/X-A
            {"litellm_keys":["openai"]}                  | litellm_keys
            {"litellm_keys":{"openai":7}}                | litellm_keys/openai
            {"litellm_keys":{"nobody":"sk-own"}}         | litellm_keys/nobody
            {"litellm_keys":{"OpenAI":"sk-own"}}         | litellm_keys/OpenAI
            {"litellm_keys":{"":"sk-own"}}               | litellm_keys/
            {"model_settings_extra_args":[]}             | model_settings_extra_args
            {"model_settings_extra_args":{"input":[]}}   | model_settings_extra_args/input
            {"model_settings_extra_args":{"tools":[]}}   | model_settings_extra_args/tools
            """)
    void field_isWrong_is422AtThatField(String config, String place) throws Exception {
        assertWrong((ObjectNode) Json.read(config), place.split("/", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "127.0.0.1",
                "localhost:8080/v1",
                "//localhost/v1",
                "ftp://localhost/v1",
                "file:///etc/passwd",
                "http://",
                "http:///v1",
                "http:localhost",
                "http://local host/v1",
                "http://localhost:99999/v1",
                "http://localhost/v1\r\nX-Forged: yes",
                "http://user:secret@localhost/v1",
                "http://localhost/v1?key=secret",
                "http://localhost/v1#part"
            })
    void baseUrl_isNoPlainWebAddress_is422(String address) throws Exception {
        assertWrong(Json.object().put("base_url", address), "base_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/", "/a.b%20c"})
    void baseUrl_isVeryLong_is422(String segment) throws Exception {
        assertWrong(Json.object().put("base_url", "http://localhost" + segment.repeat(100_000)), "base_url");
    }

    @Test
    void baseUrl_hasManySegments_isAnAddress() throws Exception {
        ObjectNode config = Json.object().put("base_url", "http://127.0.0.1:9" + "/x".repeat(1_000));
        ServiceAnswer answer = ask(config.put("api_key", "sk-own"));

        assertThat(answer.body().path("error").asText()).contains("could not be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "sk\r\nX-Forged: yes",
                "sk\nown",
                "sk\u0000own",
                "sk\u007fown",
                "schlüssel",
                "sk\u2028own"
            })
    void key_isNoHeadersValue_is422(String key) throws Exception {
        assertWrong(Json.object().put("api_key", key), "api_key");
    }

    @Test
    void key_isTooLong_is422() throws Exception {
        ObjectNode config = Json.object().put("api_key", "k".repeat(MAX_KEY_LENGTH + 1));

        assertWrong(config, "api_key");
        assertThat(ask(config.put("api_key", "k".repeat(MAX_KEY_LENGTH))).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "X A",
                "X-A:",
                "X-A\r\nX-Forged",
                "X-A\n",
                "X-Ä",
                "Host",
                "content-length",
                "Content-Type",
                "Transfer-Encoding",
                "CONNECTION",
                "Upgrade"
            })
    void headerName_isNoneThatAClientMaySet_is422(String name) throws Exception {
        ObjectNode config = Json.object();
        config.putObject("default_headers").put("X-Good", "yes").put(name, "no");

        assertWrong(config, "default_headers", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Forged: yes", "a\nb", "a\rb", "a\u0000", "ä"})
    void headerValue_isNotVisibleAscii_is422(String value) throws Exception {
        ObjectNode config = Json.object();
        config.putObject("default_headers").put("X-A", value);

        assertWrong(config, "default_headers", "X-A");
    }

    @Test
    void fields_areWrongInSeveralPlaces_areAllReportedAndNoSecretIs() throws Exception {
        ObjectNode config = Json.object().put("base_url", "ftp://secret-host").put("api_key", "sk-secret\n1");
        config.putObject("litellm_keys").put("nobody", "sk-secret-2");
        config.putObject("default_headers").put("Host", "secret-3");
        ServiceAnswer answer = ask(config);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("detail")).hasSize(4);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void keys_ofEachProviderThatLiteLlmKnows_areAccepted() throws Exception {
        ObjectNode config = Json.object();
        ObjectNode keys = config.putObject("litellm_keys");
        try (InputStream file =
                ClientConfigFieldsTest.class.getResourceAsStream("/io/agencyswarm/request/litellm-providers.json")) {
            Json.read(file.readAllBytes()).path("names").forEach(name -> keys.put(name.asText(), "sk-of-a-provider"));
        }
        ServiceAnswer answer = ask(config);

        assertThat(keys.size()).isGreaterThan(165);
        assertThat(keys.has("anthropic")).isTrue();
        assertThat(answer.response()).isEqualTo("Good day");
    }

    @Test
    void keys_ofProvidersThatAreNotServed_areLoggedByTheirNamesAlone() throws Exception {
        ObjectNode config = Json.object();
        ObjectNode keys = config.putObject("litellm_keys");
        keys.put("cohere", "sk-of-cohere-1").put("voyage", "sk-of-voyage-2").put("groq", "sk-of-groq-3");

        assertThat(ask(config).response()).isEqualTo("Good day");
        int logged = log().split(UNUSED, -1).length;
        // Clients send all their keys in each request, so only the first request logs the unused ones.
        assertThat(ask(config).response()).isEqualTo("Good day");

        assertThat(log()).containsPattern(UNUSED + "[^]]*cohere[^]]*voyage[^]]*] are not used");
        assertThat(log().split(UNUSED, -1)).hasSize(logged);
        assertThat(log()).doesNotContain("sk-of-cohere-1", "sk-of-voyage-2", "sk-of-groq-3");
    }

    @Test
    void fields_areNullOrUnknown_areIgnored() throws Exception {
        ObjectNode config = Json.object().put("favourite_colour", "blue");
        config.putNull("base_url").putNull("api_key").putNull("model").putNull("default_headers");
        config.putNull("litellm_keys").putNull("model_settings_extra_args");

        assertThat(ask(config).response()).isEqualTo("Good day");
    }

    private static String log() {
        try {
            return Files.readString(Path.of(ServiceProfile.LOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceAnswer ask(ObjectNode config) throws Exception {
        ObjectNode body = ServiceClient.says("text Good day");
        body.set("client_config", config);
        return client.ask("basic", body);
    }

    private void assertWrong(ObjectNode config, String... place) throws Exception {
        ArrayNode loc = Json.mapper().createArrayNode().add("body").add("client_config");
        List.of(place).forEach(loc::add);
        ServiceAnswer answer = ask(config);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        JsonNode fault = answer.body().path("detail");
        assertThat(fault).as(answer.text()).hasSize(1);
        assertThat(fault.at("/0/loc")).isEqualTo(loc);
        assertThat(fault.at("/0/msg").asText()).isNotBlank().doesNotContain("Exception");
        assertThat(fault.at("/0/type").asText()).isNotBlank();
        assertThat(Model.requests()).isEmpty();
    }
}
