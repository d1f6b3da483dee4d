package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.ReceivedRequest;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent's settings send to its model, and what of it a client changes. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(30)
class AgentSettingsTest {

    private static final String SECRET = "a-team-of-secrets";

    @TestHTTPResource
    URI base;

    private AgencyClient client;

    @BeforeEach
    void setUp() {
        client = AgencyClient.at(base);
        Model.forget();
    }

    @Test
    void headersAndReasoning_goToTheModel() throws Exception {
        assertThat(client.ask("particular", AgencyClient.says("text Hi")).response())
                .isEqualTo("Hi");

        assertThat(sent().headers()).containsEntry("X-Team", List.of(SECRET));
        JsonNode reasoning = sent().body().path("reasoning");
        assertThat(reasoning.path("effort").asText()).isEqualTo("high");
        assertThat(reasoning.path("summary").asText()).isEqualTo("auto");
        assertThat(sent().body().path("truncation").asText()).isEqualTo("auto");
    }

    @Test
    void modelOfTheClient_isNotAskedForTheReasoningOfTheAgents() throws Exception {
        ObjectNode body = AgencyClient.says("text Hi");
        body.putObject("client_config").put("model", "gpt-4.1");

        assertThat(client.ask("particular", body).response()).isEqualTo("Hi");

        assertThat(sent().body().path("model").asText()).isEqualTo("gpt-4.1");
        assertThat(sent().body().has("reasoning")).isFalse();
    }

    @Test
    void headerOfTheClient_winsOverTheAgents() throws Exception {
        ObjectNode body = AgencyClient.says("text Hi");
        body.putObject("client_config").putObject("default_headers").put("x-team", "mine");

        assertThat(client.ask("particular", body).response()).isEqualTo("Hi");

        assertThat(sent().headers()).containsEntry("X-Team", List.of("mine"));
    }

    @Test
    void headersOfTheAgent_areNotSentWhereTheClientSays() throws Exception {
        try (ScriptedModelServer stranger = ScriptedModelServer.start()) {
            ObjectNode body = AgencyClient.says("text Hi");
            body.putObject("client_config").put("base_url", stranger.baseUrl()).put("api_key", "sk-own");

            assertThat(client.ask("particular", body).response()).isEqualTo("Hi");

            assertThat(stranger.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.headers()).doesNotContainKey("X-Team"));
        }
    }

    @Test
    void headersOfTheAgent_areToldToNobody() throws Exception {
        Answer failed = client.ask("particular", AgencyClient.says("fail 401"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).doesNotContain(SECRET);
        assertThat(client.get("particular/get_metadata").text()).doesNotContain(SECRET);
    }

    private static ReceivedRequest sent() {
        return ScriptedModelServer.current().requests().getLast();
    }
}
