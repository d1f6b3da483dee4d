package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.ReceivedRequest;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that an agent sends to its model, and those that a client overrides. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(30)
class AgentSettingsTest {

    private static final String SECRET = "a-team-of-secrets";

    @TestHTTPResource
    URI base;

    @Inject
    ModelRouter models;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void settings_headersAndReasoning_areSentToModel() throws Exception {
        assertThat(client.ask("particular", ServiceClient.says("text Hi")).response())
                .isEqualTo("Hi");

        assertThat(sent().headers()).containsEntry("X-Team", List.of(SECRET));
        JsonNode reasoning = sent().body().path("reasoning");
        assertThat(reasoning.path("effort").asText()).isEqualTo("high");
        assertThat(reasoning.path("summary").asText()).isEqualTo("auto");
        assertThat(sent().body().path("truncation").asText()).isEqualTo("auto");
    }

    @Test
    void model_ofClient_omitsReasoningOfAgent() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("client_config").put("model", "gpt-4.1");

        assertThat(client.ask("particular", body).response()).isEqualTo("Hi");

        assertThat(sent().body().path("model").asText()).isEqualTo("gpt-4.1");
        assertThat(sent().body().has("reasoning")).isFalse();
    }

    @Test
    void header_ofClientAndAgent_clientsTakesPrecedence() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("client_config").putObject("default_headers").put("x-team", "mine");

        assertThat(client.ask("particular", body).response()).isEqualTo("Hi");

        assertThat(sent().headers()).containsEntry("X-Team", List.of("mine"));
    }

    @Test
    void baseUrl_ofClient_omitsHeadersOfAgent() throws Exception {
        try (ScriptedModelServer other = ScriptedModelServer.start()) {
            ObjectNode body = ServiceClient.says("text Hi");
            body.putObject("client_config").put("base_url", other.baseUrl()).put("api_key", "sk-own");

            assertThat(client.ask("particular", body).response()).isEqualTo("Hi");

            assertThat(other.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers()).doesNotContainKey("X-Team"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4.1, true",
        "gpt-4o, openai/gpt-4.1, true",
        "gpt-4o, litellm/deepseek/deepseek-chat, false",
        "litellm/mistral/a, litellm/mistral/b, true",
        "litellm/mistral/a, litellm/deepseek/b, false",
        "litellm/mistral/a, gpt-4o, false"
    })
    void headersOfTheAgent_goToItsOwnProviderAlone(String own, String clients, boolean isTheSame) {
        ModelSettings settings = ModelSettings.builder()
                .header("X-Team", SECRET)
                .extraArgument("user", SECRET)
                .build();
        ClientConfig clientConfig = new ClientConfig(null, null, Map.of(), Map.of(), clients, Map.of());

        ModelSettings used = models.settings(Optional.of(own), settings, clientConfig);

        assertThat(used.headers().isEmpty()).isEqualTo(!isTheSame);
        assertThat(used.extraArguments().isEmpty()).isEqualTo(!isTheSame);
    }

    @Test
    void chatName_headersOfAgent_areSent() throws Exception {
        client.ask("particular", ServiceClient.says("text Hi").put("generate_chat_name", true));

        assertThat(ScriptedModelServer.current().requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("X-Team", List.of(SECRET)));
    }

    private static ReceivedRequest sent() {
        return ScriptedModelServer.current().requests().getLast();
    }
}
