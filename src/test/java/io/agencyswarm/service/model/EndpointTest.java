package io.agencyswarm.service.model;

import static io.agencyswarm.testing.EndpointServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.observe.Scrape;
import io.agencyswarm.testing.EndpointServer;
import io.agencyswarm.testing.EndpointServer.Received;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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

/** Models of named servers ({@code agency-swarm.models.<name>}). */
@QuarkusTest
@TestProfile(EndpointProfile.class)
@Timeout(60)
class EndpointTest {

    private static final String AGENCY = "points";
    private static final String LOST = "s3cr3t-of-the-client";

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        EndpointServer.answers();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Default | /lab/v1/chat/completions | | | small",
                "Gateway | /gateway/v1/chat/completions?route=s3cr3t%2F%2B3 | authorization | Basic s3cr3t-1 | team/model",
                "Azure   | /azure/openai/v1/responses?api-version=preview | authorization | Bearer s3cr3t-4 | my-gpt",
                "Vllm    | /vllm/v1/responses | | | qwen",
                "Old     | /old/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21 | api-key | s3cr3t-5 | my gpt",
                "Claude  | /claude/v1/messages | x-api-key | s3cr3t-6 | sonnet",
                "Google  | /google/v1beta/models/flash:streamGenerateContent?alt=sse | x-goog-api-key | s3cr3t-7 | "
            })
    void request_ofEachProtocol_goesToItsServerWithItsKey(
            String agent, String target, String keyHeader, String key, String model) throws Exception {
        ServiceAnswer answer = client.ask(AGENCY, to(agent));

        assertThat(answer.response()).as(answer.text()).isEqualTo("Hello.");
        assertThat(answer.body().at("/usage/input_tokens").asInt()).isEqualTo(10);
        assertThat(answer.body().at("/usage/output_tokens").asInt()).isEqualTo(2);
        assertThat(answer.body().at("/usage/total_cost").asDouble()).isZero();
        Received received = EndpointServer.received().getFirst();
        assertThat(received.target()).isEqualTo(target);
        assertThat(received.headers().keySet().stream()
                        .filter(List.of("authorization", "api-key", "x-api-key", "x-goog-api-key")::contains))
                .isEqualTo(keyHeader == null ? List.of() : List.of(keyHeader));
        if (keyHeader != null) {
            assertThat(received.headers()).containsEntry(keyHeader, key);
        }
        if (model != null) {
            assertThat(Json.read(received.body()).path("model").asText()).isEqualTo(model);
        }
    }

    @Test
    void headers_ofTheEndpointAndOfTheAgent_areSent() throws Exception {
        client.ask(AGENCY, to("Gateway"));

        assertThat(EndpointServer.received().getFirst().headers())
                .contains(entry("x-tenant", SECRET + "-2"), entry("x-team", "blue-team"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Default", "Gateway", "Azure", "Old", "Claude", "Google"})
    void secrets_serverRepeats_areReportedToNobody(String agent) throws Exception {
        EndpointServer.refuses();
        ServiceAnswer refused = client.ask(AGENCY, to(agent));
        StreamedAnswer streamed = client.stream(AGENCY, to(agent));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text()).contains("Refused:");
        for (String text : List.of(
                refused.text(),
                streamed.toString(),
                client.get("/" + AGENCY + "/get_metadata").text(),
                ServiceClient.at(management).get("/q/health/group/models").text(),
                ServiceClient.at(management).get("/q/metrics").text(),
                Files.readString(Path.of(EndpointProfile.LOG)))) {
            assertThat(text).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Default", "Gateway", "Azure", "Vllm", "Old", "Claude", "Google"})
    void clientConfig_changesNothing(String agent) throws Exception {
        client.ask(AGENCY, to(agent));
        ObjectNode bound = to(agent);
        ObjectNode config = bound.putObject("client_config");
        config.put("base_url", EndpointServer.url() + "/clients/v1")
                .put("api_key", LOST)
                .put("model", "gpt-4o");
        config.putObject("default_headers")
                .put("Authorization", "Bearer " + LOST)
                .put("X-Client", LOST);
        ObjectNode keys = config.putObject("litellm_keys");
        List.of("openai", "azure", "anthropic", "gemini", "vllm").forEach(name -> keys.put(name, LOST));
        config.putObject("model_settings_extra_args").put("user", LOST);

        assertThat(client.ask(AGENCY, bound).response()).isEqualTo("Hello.");
        List<Received> received = EndpointServer.received();
        assertThat(received).hasSize(2);
        assertThat(received.getLast()).isEqualTo(received.getFirst());
        assertThat(Files.readString(Path.of(EndpointProfile.LOG)))
                .contains("client_config does not apply to the model")
                .doesNotContain(LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure/my-gpt", "lab/large"})
    void modelOfAnEndpoint_isNotForClientsToChoose(String model) throws Exception {
        ObjectNode body = to("Default");
        body.putObject("client_config").put("model", model);
        ServiceAnswer answer = client.ask(AGENCY, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"client_config\",\"model\"]");
        assertThat(EndpointServer.received()).isEmpty();
    }

    @Test
    void keysOfClients_byTheNameOfAnEndpoint_areRefused() throws Exception {
        ObjectNode body = to("Default");
        body.putObject("client_config").putObject("litellm_keys").put("lab", LOST);
        ServiceAnswer answer = client.ask(AGENCY, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("litellm_keys").doesNotContain(LOST);
    }

    @Test
    void hostedTools_whereTheEndpointHasThem_areAskedFor() throws Exception {
        assertThat(client.ask(AGENCY, to("Searcher")).response()).isEqualTo("Hello.");

        JsonNode body = Json.read(EndpointServer.received().getFirst().body());
        assertThat(body.at("/tools/0/type").asText()).isEqualTo("web_search");
    }

    @ParameterizedTest
    @CsvSource({"Azure, true", "Vllm, false", "Default, false"})
    void callsOfHostedTools_inTheHistory_goToEndpointsThatHaveSuchTools(String agent, boolean sent) throws Exception {
        ArrayNode history = Json.array();
        history.add(Model.item(
                "{\"id\":\"ws_1\",\"type\":\"web_search_call\",\"status\":\"completed\",\"action\":"
                        + "{\"type\":\"search\",\"query\":\"oslo\"}}",
                agent,
                ""));
        history.add(Model.item("{\"role\":\"user\",\"content\":\"And before?\"}", agent, ""));
        ObjectNode body = ServiceClient.says("Hi", history).put("recipient_agent", agent);

        assertThat(client.ask(AGENCY, body).response()).isEqualTo("Hello.");
        String request = EndpointServer.received().getFirst().body();
        assertThat(request).contains("And before?");
        assertThat(request.contains("ws_1")).isEqualTo(sent);
    }

    @Test
    void files_whereTheEndpointKeepsThem_goThereWithItsKey() throws Exception {
        ServiceAnswer answer = client.ask(AGENCY, withFile("Azure"));

        assertThat(answer.response()).as(answer.text()).isEqualTo("Hello.");
        Received upload = EndpointServer.received().getFirst();
        assertThat(upload.target()).isEqualTo("/azure/openai/v1/files?api-version=preview");
        assertThat(upload.headers()).containsEntry("authorization", "Bearer " + SECRET + "-4");
        assertThat(EndpointServer.received().getLast().body()).contains("file-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Vllm", "Claude", "Default"})
    void files_whereTheEndpointKeepsNone_areRefusedBeforeAnythingIsSent(String agent) throws Exception {
        ServiceAnswer answer = client.ask(AGENCY, withFile(agent));

        assertThat(answer.body().path("error").asText()).contains("Files can't be attached for the model");
        assertThat(EndpointServer.received()).isEmpty();
    }

    @Test
    void model_withoutName_isReportedInSentence() throws Exception {
        ServiceAnswer answer = client.ask(AGENCY, to("Nameless"));

        assertThat(answer.body().path("error").asText()).contains("The model's name is missing after \"claude/\"");
    }

    @Test
    void metadata_hasTheWholeNamesOfModels() throws Exception {
        List<String> models = client.get("/" + AGENCY + "/get_metadata").body().findValuesAsText("model");

        assertThat(models).contains("lab/small", "azure/my-gpt", "gateway/team/model");
    }

    @Test
    void metrics_nameTheEndpointAndTheModel() throws Exception {
        String labels = "error_type=\"\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"gateway\","
                + "gen_ai_request_model=\"team/model\"";
        double before = Scrape.of(management).value("gen_ai_client_operation_duration_seconds_count", labels);
        client.ask(AGENCY, to("Gateway"));

        assertThat(Scrape.of(management).value("gen_ai_client_operation_duration_seconds_count", labels))
                .isEqualTo(before + 1);
    }

    @Test
    void health_ofModels_hasEachEndpoint() throws Exception {
        ServiceAnswer health = ServiceClient.at(management).get("/q/health/group/models");
        JsonNode data = health.body().at("/checks/0/data");

        assertThat(health.status()).isEqualTo(503);
        assertThat(data.path("lab/").asText())
                .isEqualTo(URI.create(EndpointServer.url()).getAuthority());
        assertThat(data.path("gone/").asText()).isEqualTo("127.0.0.1:9");
        assertThat(data.path("gone/ reason").asText()).contains("no connection");
        assertThat(data.has("lab/ reason")).isFalse();
        assertThat(data.has("address"))
                .as("OpenAI, whose models nobody uses by default")
                .isFalse();
        assertThat(ServiceClient.at(management).get("/q/health/ready").status()).isEqualTo(200);
    }

    private static ObjectNode to(String agent) {
        return ServiceClient.says("Hi").put("recipient_agent", agent);
    }

    private static ObjectNode withFile(String agent) throws Exception {
        Path file = Path.of("target/endpoint-files/note.txt").toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "A note.");
        ObjectNode body = to(agent);
        body.putObject("file_urls").put("note.txt", file.toString());
        return body;
    }
}
