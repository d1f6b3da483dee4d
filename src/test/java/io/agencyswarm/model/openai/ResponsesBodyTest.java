package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelSettings.ReasoningSummary;
import io.agencyswarm.model.ModelSettings.Truncation;
import io.agencyswarm.model.ModelSettings.Verbosity;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesBodyTest {

    private static final ModelSettings DEFAULTS = ModelSettings.DEFAULTS;

    @Test
    void of_leastRequest_leavesEverythingElseToTheProvider() throws JsonProcessingException {
        assertThat(body(new ModelRequest(
                        "Lead", "gpt-4o", "", List.of(), ModelTools.NONE, DEFAULTS, null, ClientConfig.NONE)))
                .isEqualTo(Json.read("""
                {"model": "gpt-4o", "input": [], "stream": true, "truncation": "auto"}
                """));
    }

    @Test
    void of_wholeRequest_hasInstructionsInputAndTools() throws JsonProcessingException {
        ToolSpec tool =
                new ToolSpec("add", "Adds.", (ObjectNode) Json.read("{\"type\": \"object\", \"properties\": {}}"));

        JsonNode body = body(new ModelRequest(
                "Lead",
                "gpt-4o",
                "You lead.",
                List.of(Item.userMessage("hi")),
                new ModelTools(List.of(tool), List.of(), List.of()),
                DEFAULTS,
                null,
                ClientConfig.NONE));

        assertThat(body).isEqualTo(Json.read("""
                {"model": "gpt-4o", "instructions": "You lead.", "stream": true, "truncation": "auto",
                 "input": [{"type": "message", "role": "user", "content": "hi"}],
                 "tools": [{"type": "function", "name": "add", "description": "Adds.", "strict": false,
                            "parameters": {"type": "object", "properties": {}}}]}
                """));
    }

    @Test
    void of_inputOfUnknownShape_goesAsItCame() throws JsonProcessingException {
        ObjectNode json = (ObjectNode) Json.read("{\"type\": \"computer_call\", \"id\": \"x\", \"scale\": 1.10}");

        JsonNode body = body(new ModelRequest(
                "Lead", "m", "", List.of(new Item.Other(json)), ModelTools.NONE, DEFAULTS, null, ClientConfig.NONE));

        assertThat(Json.text(body)).contains("{\"type\":\"computer_call\",\"id\":\"x\",\"scale\":1.10}");
    }

    @Test
    void of_allSettings_areInTheProvidersWords() throws JsonProcessingException {
        ModelSettings settings = ModelSettings.builder()
                .temperature(0.5)
                .topP(0.25)
                .maxOutputTokens(100)
                .parallelToolCalls(false)
                .toolChoice("required")
                .reasoningEffort("low")
                .reasoningSummary(ReasoningSummary.DETAILED)
                .verbosity(Verbosity.HIGH)
                .truncation(Truncation.DISABLED)
                .store(true)
                .metadata("team", "a")
                .extraArgument("service_tier", "flex")
                .extraArgument("prompt", Map.of("a", List.of(1, true)))
                .build();

        assertThat(body(settings)).isEqualTo(Json.read("""
                {"model": "m", "input": [], "stream": true,
                 "temperature": 0.5, "top_p": 0.25, "max_output_tokens": 100, "parallel_tool_calls": false,
                 "tool_choice": "required", "reasoning": {"effort": "low", "summary": "detailed"},
                 "text": {"verbosity": "high"}, "truncation": "disabled", "store": true, "metadata": {"team": "a"},
                 "service_tier": "flex", "prompt": {"a": [1, true]}}
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "required", "none"})
    void of_toolChoiceOfTheProvider_isItsWord(String choice) throws JsonProcessingException {
        assertThat(body(ModelSettings.builder().toolChoice(choice).build())
                        .path("tool_choice")
                        .textValue())
                .isEqualTo(choice);
    }

    @Test
    void of_toolChoiceOfATool_namesTheFunction() throws JsonProcessingException {
        assertThat(body(ModelSettings.builder().toolChoice("add").build()).path("tool_choice"))
                .isEqualTo(Json.read("{\"type\": \"function\", \"name\": \"add\"}"));
    }

    @Test
    void of_parallelToolCallsOn_isSaid() throws JsonProcessingException {
        assertThat(body(ModelSettings.builder().parallelToolCalls(true).build()).path("parallel_tool_calls"))
                .isEqualTo(Json.read("true"));
    }

    @Test
    void of_extraArgument_winsOverEverySetting() throws JsonProcessingException {
        ModelSettings settings = ModelSettings.builder()
                .temperature(0.5)
                .reasoningEffort("low")
                .extraArgument("temperature", 1)
                .extraArgument("reasoning", Map.of("effort", "high", "summary", "auto"))
                .build();

        JsonNode body = body(settings);

        assertThat(body.path("temperature")).isEqualTo(Json.read("1"));
        assertThat(body.path("reasoning")).isEqualTo(Json.read("{\"effort\": \"high\", \"summary\": \"auto\"}"));
    }

    @Test
    void of_anySettings_asksForNoStateOnTheServer() throws JsonProcessingException {
        assertThat(body(ModelSettings.builder().includeUsage(false).build()).fieldNames())
                .toIterable()
                .doesNotContain("previous_response_id", "conversation", "include_usage", "stream_options");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5, low, low",
        "gpt-5-2025-08-07, low, low",
        "gpt-5.2-codex, low, low",
        "gpt-5.4-pro, medium, low",
        "gpt-5.4-mini, none, low",
        "gpt-5.1-2025-11-13, none, low",
        "gpt-5-unheard-of, , low",
        "gpt-5.1-chat-latest, , ",
        "gpt-4o, , ",
        "gpt-50, , low",
    })
    void of_nothingSet_hasTheOriginalsDefaultsForTheModel(String model, String effort, String verbosity)
            throws JsonProcessingException {
        JsonNode body = body(
                new ModelRequest("Lead", model, "", List.of(), ModelTools.NONE, DEFAULTS, null, ClientConfig.NONE));

        assertThat(body.at("/reasoning/effort").textValue()).isEqualTo(effort);
        assertThat(body.at("/text/verbosity").textValue()).isEqualTo(verbosity);
        assertThat(body.path("truncation").textValue()).isEqualTo("auto");
    }

    @Test
    void of_summaryAlone_hasNoEffortBesideIt() throws JsonProcessingException {
        ModelSettings settings =
                ModelSettings.builder().reasoningSummary(ReasoningSummary.AUTO).build();

        JsonNode body = body(
                new ModelRequest("Lead", "gpt-5", "", List.of(), ModelTools.NONE, settings, null, ClientConfig.NONE));

        assertThat(body.path("reasoning")).isEqualTo(Json.read("{\"summary\": \"auto\"}"));
    }

    @Test
    void of_settingsAndAModelWithDefaults_theSettingsCount() throws JsonProcessingException {
        ModelSettings settings = ModelSettings.builder()
                .reasoningEffort("high")
                .verbosity(Verbosity.MEDIUM)
                .truncation(Truncation.DISABLED)
                .build();

        JsonNode body = body(
                new ModelRequest("Lead", "gpt-5", "", List.of(), ModelTools.NONE, settings, null, ClientConfig.NONE));

        assertThat(body).isEqualTo(Json.read("""
                {"model": "gpt-5", "input": [], "stream": true, "reasoning": {"effort": "high"},
                 "text": {"verbosity": "medium"}, "truncation": "disabled"}
                """));
    }

    @Test
    void of_outputAndVerbosity_areBothInText() throws JsonProcessingException {
        ModelSettings settings =
                ModelSettings.builder().verbosity(Verbosity.LOW).build();
        OutputSchema output = new OutputSchema("Invoice", Json.object());

        JsonNode text = body(new ModelRequest(
                        "Lead", "m", "", List.of(), ModelTools.NONE, settings, output, ClientConfig.NONE))
                .path("text");

        assertThat(text.path("verbosity").textValue()).isEqualTo("low");
        assertThat(text.at("/format/name").textValue()).isEqualTo("Invoice");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5.4, true",
        "o3-mini, true",
        "gpt-4o, false",
        "gpt-5-chat-latest, false",
        "my-deployment, false",
    })
    void of_providerKeepsNothing_reasoningIsAskedForWhereTheModelReasons(String model, boolean reasons)
            throws JsonProcessingException {
        ModelSettings settings = ModelSettings.builder().store(false).build();

        JsonNode body = body(
                new ModelRequest("Lead", model, "", List.of(), ModelTools.NONE, settings, null, ClientConfig.NONE));

        assertThat(body.has("include")).isEqualTo(reasons);
    }

    @Test
    void of_reasoningIsLost_whatItLedToGoesWithoutIds() throws JsonProcessingException {
        ModelSettings settings = ModelSettings.builder().store(false).build();
        List<Item> items = Stream.of(
                        "{'type':'reasoning','id':'rs_1','summary':[]}",
                        "{'type':'function_call','id':'fc_1','call_id':'c1','name':'add','arguments':'{}'}",
                        "{'type':'function_call_output','call_id':'c1','output':'3'}",
                        "{'type':'message','id':'msg_1','role':'assistant','content':[]}")
                .map(text -> Item.of(object(text.replace('\'', '"'))).orElseThrow())
                .toList();

        JsonNode body =
                body(new ModelRequest("Lead", "m", "", items, ModelTools.NONE, settings, null, ClientConfig.NONE));

        assertThat(body.path("input").findValuesAsText("id")).containsExactly("msg_1");
        assertThat(body.path("input")).hasSize(3);
    }

    private static ObjectNode object(String text) {
        try {
            return (ObjectNode) Json.read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void of_providerKeepsNothing_reasoningGoesBackEncryptedOrNotAtAll() throws JsonProcessingException {
        ModelSettings settings = ModelSettings.builder().store(false).build();
        List<Item> items = List.of(
                new Item.Reasoning(
                        (ObjectNode) Json.read("{\"type\": \"reasoning\", \"id\": \"rs_1\", \"summary\": []}")),
                new Item.Reasoning((ObjectNode) Json.read("{\"type\": \"reasoning\", \"id\": \"rs_2\", \"summary\": [],"
                        + " \"encrypted_content\": \"abc\"}")));

        JsonNode body =
                body(new ModelRequest("Lead", "gpt-5", "", items, ModelTools.NONE, settings, null, ClientConfig.NONE));

        assertThat(body.path("store")).isEqualTo(Json.read("false"));
        assertThat(body.path("include")).isEqualTo(Json.read("[\"reasoning.encrypted_content\"]"));
        assertThat(body.path("input").findValuesAsText("id")).containsExactly("rs_2");
    }

    private static JsonNode body(ModelSettings settings) throws JsonProcessingException {
        return body(new ModelRequest("Lead", "m", "", List.of(), ModelTools.NONE, settings, null, ClientConfig.NONE));
    }

    private static JsonNode body(ModelRequest request) throws JsonProcessingException {
        return Json.read(ResponsesBody.of(request));
    }
}
