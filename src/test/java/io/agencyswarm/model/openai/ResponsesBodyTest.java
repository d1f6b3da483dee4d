package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelBinding;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesBodyTest {

    private static final ModelSettings DEFAULTS = ModelSettings.DEFAULTS;

    @Test
    void of_leastRequest_leavesEverythingElseToTheProvider() throws JsonProcessingException {
        assertThat(body(new ModelRequest(
                        "Lead", "gpt-4o", "", List.of(), ModelTools.NONE, DEFAULTS, null, ModelBinding.NONE)))
                .isEqualTo(Json.read("{\"model\": \"gpt-4o\", \"input\": [], \"stream\": true}"));
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
                ModelBinding.NONE));

        assertThat(body).isEqualTo(Json.read("""
                {"model": "gpt-4o", "instructions": "You lead.", "stream": true,
                 "input": [{"type": "message", "role": "user", "content": "hi"}],
                 "tools": [{"type": "function", "name": "add", "description": "Adds.", "strict": false,
                            "parameters": {"type": "object", "properties": {}}}]}
                """));
    }

    @Test
    void of_inputOfUnknownShape_goesAsItCame() throws JsonProcessingException {
        ObjectNode json = (ObjectNode) Json.read("{\"type\": \"computer_call\", \"id\": \"x\", \"scale\": 1.10}");

        JsonNode body = body(new ModelRequest(
                "Lead", "m", "", List.of(new Item.Other(json)), ModelTools.NONE, DEFAULTS, null, ModelBinding.NONE));

        assertThat(Json.text(body)).contains("{\"type\":\"computer_call\",\"id\":\"x\",\"scale\":1.10}");
    }

    @Test
    void of_allSettings_areInTheProvidersWords() throws JsonProcessingException {
        ModelSettings settings = DEFAULTS.withTemperature(0.5)
                .withTopP(0.25)
                .withMaxOutputTokens(100)
                .withParallelToolCalls(false)
                .withToolChoice("required")
                .withReasoningEffort("low")
                .withExtraArgument("service_tier", "flex")
                .withExtraArgument("metadata", Map.of("a", List.of(1, true)));

        assertThat(body(settings)).isEqualTo(Json.read("""
                {"model": "m", "input": [], "stream": true,
                 "temperature": 0.5, "top_p": 0.25, "max_output_tokens": 100, "parallel_tool_calls": false,
                 "tool_choice": "required", "reasoning": {"effort": "low"},
                 "service_tier": "flex", "metadata": {"a": [1, true]}}
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "required", "none"})
    void of_toolChoiceOfTheProvider_isItsWord(String choice) throws JsonProcessingException {
        assertThat(body(DEFAULTS.withToolChoice(choice)).path("tool_choice").textValue())
                .isEqualTo(choice);
    }

    @Test
    void of_toolChoiceOfATool_namesTheFunction() throws JsonProcessingException {
        assertThat(body(DEFAULTS.withToolChoice("add")).path("tool_choice"))
                .isEqualTo(Json.read("{\"type\": \"function\", \"name\": \"add\"}"));
    }

    @Test
    void of_parallelToolCallsOn_isSaid() throws JsonProcessingException {
        assertThat(body(DEFAULTS.withParallelToolCalls(true)).path("parallel_tool_calls"))
                .isEqualTo(Json.read("true"));
    }

    @Test
    void of_extraArgument_winsOverEverySetting() throws JsonProcessingException {
        ModelSettings settings = DEFAULTS.withTemperature(0.5)
                .withReasoningEffort("low")
                .withExtraArgument("temperature", 1)
                .withExtraArgument("reasoning", Map.of("effort", "high", "summary", "auto"));

        JsonNode body = body(settings);

        assertThat(body.path("temperature")).isEqualTo(Json.read("1"));
        assertThat(body.path("reasoning")).isEqualTo(Json.read("{\"effort\": \"high\", \"summary\": \"auto\"}"));
    }

    @Test
    void of_anySettings_asksForNoStateOnTheServer() throws JsonProcessingException {
        assertThat(body(DEFAULTS.withIncludeUsage(false)).fieldNames())
                .toIterable()
                .doesNotContain("previous_response_id", "conversation", "include_usage", "stream_options");
    }

    private static JsonNode body(ModelSettings settings) throws JsonProcessingException {
        return body(new ModelRequest("Lead", "m", "", List.of(), ModelTools.NONE, settings, null, ModelBinding.NONE));
    }

    private static JsonNode body(ModelRequest request) throws JsonProcessingException {
        return Json.read(ResponsesBody.of(request));
    }
}
