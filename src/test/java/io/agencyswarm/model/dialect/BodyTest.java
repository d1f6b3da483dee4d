package io.agencyswarm.model.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.tool.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The body of each format for a conversation: one row per conversation. */
class BodyTest {

    private static final String ASK = "{'role':'user','content':'Add.'}";
    private static final String CALL =
            "{'type':'function_call','call_id':'call_1','name':'add','arguments':'{\\'a\\':1}'}";
    private static final String OUTPUT = "{'type':'function_call_output','call_id':'call_1','output':'3'}";
    private static final String NEXT = "{'role':'user','content':'Go on.'}";

    private static Arguments row(String dialect, String expected, String... items) {
        return Arguments.of(dialect, expected, List.of(items));
    }

    static Stream<Arguments> conversations() {
        return Stream.of(
                // A run that was cancelled after a tool's turn.
                row("mistral", """
                        [{'role':'user','content':'Add.'},
                         {'role':'assistant','tool_calls':[{'id':'‹9›','type':'function',
                          'function':{'name':'add','arguments':'{\\'a\\':1}'}}]},
                         {'role':'tool','tool_call_id':'‹9›','content':'3'},
                         {'role':'assistant','content':'(no answer)'},
                         {'role':'user','content':'Go on.'}]""", ASK, CALL, OUTPUT, NEXT),
                row("chat", """
                        [{'role':'user','content':'Add.'},
                         {'role':'assistant','tool_calls':[{'id':'call_1','type':'function',
                          'function':{'name':'add','arguments':'{\\'a\\':1}'}}]},
                         {'role':'tool','tool_call_id':'call_1','content':'3'},
                         {'role':'user','content':'Go on.'}]""", ASK, CALL, OUTPUT, NEXT),
                row("anthropic", """
                        [{'role':'user','content':[{'type':'text','text':'Add.'}]},
                         {'role':'assistant','content':[{'type':'tool_use','id':'call_1','name':'add','input':{'a':1}}]},
                         {'role':'user','content':[{'type':'tool_result','tool_use_id':'call_1','content':'3'},
                          {'type':'text','text':'Go on.'}]}]""", ASK, CALL, OUTPUT, NEXT),
                row("gemini", """
                        [{'role':'user','parts':[{'text':'Add.'}]},
                         {'role':'model','parts':[{'functionCall':{'name':'add','args':{'a':1}}}]},
                         {'role':'user','parts':[{'functionResponse':{'name':'add','response':{'response':'3'}}},
                          {'text':'Go on.'}]}]""", ASK, CALL, OUTPUT, NEXT),
                // Reasoning that is not sent back does not separate the texts around it.
                row(
                        "chat",
                        "[{'role':'user','content':'Add.'},{'role':'assistant','content':'One part, other part.'}]",
                        ASK,
                        "{'role':'assistant','content':'One part, '}",
                        "{'type':'reasoning','id':'rs_elsewhere1','summary':[{'type':'summary_text','text':'hm'}]}",
                        "{'role':'assistant','content':'other part.'}"),
                // Only DeepSeek gets its reasoning back, and only for the current turn.
                row(
                        "deepseek",
                        """
                        [{'role':'user','content':'Add.'},
                         {'role':'assistant','reasoning_content':'I must add.','tool_calls':[{'id':'call_1',
                          'type':'function','function':{'name':'add','arguments':'{\\'a\\':1}'}}]},
                         {'role':'tool','tool_call_id':'call_1','content':'3'}]""",
                        ASK,
                        "{'type':'reasoning','id':'rs_elsewhere1','encrypted_content':'deepseek:',"
                                + "'summary':[{'type':'summary_text','text':'I must add.'}]}",
                        CALL,
                        OUTPUT),
                row(
                        "deepseek",
                        """
                        [{'role':'user','content':'Add.'},
                         {'role':'assistant','reasoning_content':'(the reasoning of another model, which is not known)',
                          'tool_calls':[{'id':'call_1','type':'function',
                          'function':{'name':'add','arguments':'{\\'a\\':1}'}}]},
                         {'role':'tool','tool_call_id':'call_1','content':'3'}]""",
                        ASK,
                        "{'type':'reasoning','id':'rs_elsewhere1','encrypted_content':'anthropic:c2ln',"
                                + "'summary':[{'type':'summary_text','text':'secret'}]}",
                        CALL,
                        OUTPUT),
                // OpenRouter gets back unchanged what the providers behind it require.
                row(
                        "openrouter",
                        """
                        [{'role':'user','content':'Add.'},
                         {'role':'assistant','reasoning_details':[{'type':'reasoning.encrypted','data':'xyz'}],
                          'tool_calls':[{'id':'call_1','type':'function',
                          'function':{'name':'add','arguments':'{\\'a\\':1}'}}]},
                         {'role':'tool','tool_call_id':'call_1','content':'3'}]""",
                        ASK,
                        "{'type':'reasoning','id':'rs_elsewhere1','summary':[],'encrypted_content':"
                                + "'openrouter:[{\\'type\\':\\'reasoning.encrypted\\',\\'data\\':\\'xyz\\'}]'}",
                        CALL,
                        OUTPUT),
                // Blank texts, and a conversation that starts and ends with the model.
                row(
                        "anthropic",
                        """
                        [{'role':'user','content':[{'type':'text','text':'(empty)'}]},
                         {'role':'assistant','content':[{'type':'text','text':'Hello.'}]},
                         {'role':'user','content':[{'type':'text','text':'(empty)'}]},
                         {'role':'assistant','content':[{'type':'text','text':'Well?'}]},
                         {'role':'user','content':[{'type':'text','text':'Go on.'}]}]""",
                        "{'role':'assistant','content':'Hello.'}",
                        "{'role':'user','content':' '}",
                        "{'role':'assistant','content':''}",
                        "{'role':'assistant','content':'Well?'}"),
                row("gemini", "[{'role':'user','parts':[{'text':'(empty)'}]}]"),
                row(
                        "alternating",
                        "[{'role':'user','content':'One.\\n\\nTwo.'},{'role':'assistant','content':'Three.'},"
                                + "{'role':'user','content':'Be kind.\\n\\nFour.'}]",
                        "{'role':'user','content':'One.'}",
                        "{'role':'user','content':'Two.'}",
                        "{'role':'assistant','content':'Three.'}",
                        "{'role':'system','content':'Be kind.'}",
                        "{'role':'user','content':'Four.'}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void conversation_ofAnySort_isPutAsTheProviderTakesIt(String dialect, String expected, List<String> items) {
        ObjectNode body = Reading.DIALECTS.get(dialect).body(request("m", ModelSettings.DEFAULTS, items));
        String written = Json.text(body.path(dialect.equals("gemini") ? "contents" : "messages"));

        assertThat(json(written.replaceAll("\"(id|tool_call_id)\":\"[a-z0-9]{9}\"", "\"$1\":\"‹9›\"")
                        .replaceAll("\\{\"role\":\"system\",\"content\":\"Be brief.\"},?", "")))
                .isEqualTo(json(expected.replace("\\'", "\\\"")));
    }

    @Test
    void calls_ofAnotherMake_haveIdsThatMistralTakesAndKeepsInItsCache() {
        String id = "functions.add:0|fc_" + "x".repeat(90);
        List<String> items = List.of(ASK, CALL.replace("call_1", id), OUTPUT.replace("call_1", id), NEXT);

        ObjectNode body = Reading.DIALECTS.get("mistral").body(request("m", ModelSettings.DEFAULTS, items));

        assertThat(body.at("/messages/2/tool_calls/0/id").asText())
                .matches("[a-zA-Z0-9]{9}")
                .isEqualTo(body.at("/messages/3/tool_call_id").asText());
        assertThat(Reading.DIALECTS.get("mistral").body(request("m", ModelSettings.DEFAULTS, items)))
                .isEqualTo(body);
    }

    @Test
    void gemini3_calls_haveOwnSignatureOrPlaceholder() {
        String signed = "{'type':'reasoning','id':'rs_elsewhere1','encrypted_content':'gemini:c2ln','summary':[]}";
        List<String> own = List.of(ASK, signed, CALL, OUTPUT);
        List<String> others = List.of(ASK, CALL, OUTPUT);

        assertThat(signature(own, "gemini-3-pro")).isEqualTo("c2ln");
        assertThat(signature(others, "gemini-3-pro")).isEqualTo("skip_thought_signature_validator");
        assertThat(signature(others, "gemini-2.5-pro")).isEmpty();
    }

    private static String signature(List<String> items, String model) {
        return Reading.DIALECTS
                .get("gemini")
                .body(request(model, ModelSettings.DEFAULTS, items))
                .at("/contents/1/parts/0/thoughtSignature")
                .asText("");
    }

    @Test
    void thinking_switchedOnByHand_standsBehindWhatTheConversationAllows() {
        ModelSettings byHand = ModelSettings.builder()
                .temperature(0.5)
                .extraArgument("thinking", Map.of("type", "enabled", "budget_tokens", 9_000))
                .build();
        Dialect anthropic = Reading.DIALECTS.get("anthropic");

        ObjectNode plain = anthropic.body(request("m", byHand, List.of(ASK)));
        ObjectNode foreign = anthropic.body(request("m", byHand, List.of(ASK, CALL, OUTPUT)));
        ObjectNode forced =
                anthropic.body(request("m", byHand.toBuilder().toolChoice("add").build(), List.of(ASK)));

        assertThat(plain.at("/thinking/budget_tokens").asInt())
                .isEqualTo(9_000)
                .isLessThan(plain.path("max_tokens").asInt());
        assertThat(plain.has("temperature")).isFalse();
        assertThat(foreign.has("thinking")).isFalse();
        assertThat(forced.has("thinking")).isFalse();
    }

    @Test
    void schema_deepSeekDoesNotTake_isReportedPlainly() {
        ModelRequest request = request("m", ModelSettings.DEFAULTS, List.of(ASK));
        ObjectNode body = Reading.DIALECTS
                .get("deepseek")
                .body(new ModelRequest(
                        request.agent(),
                        request.model(),
                        request.instructions(),
                        request.input(),
                        request.tools(),
                        request.settings(),
                        new OutputSchema("sum", (ObjectNode) json("{'type':'object'}")),
                        request.clientConfig()));

        assertThat(body.path("response_format")).isEqualTo(json("{'type':'json_object'}"));
        assertThat(body.at("/messages/0/content").asText()).contains("JSON", "{\"type\":\"object\"}");
    }

    @Test
    void model_ofOtherProvider_getsItsRequestFormat() {
        ChatCompletions any = new ChatCompletions(CallIdRule.CHAT, Set.of(ChatTrait.MODELS_OF_OTHERS));
        List<String> history = List.of(ASK, CALL, OUTPUT, ASK, CALL, OUTPUT);

        JsonNode deepseek = any.body(request("DeepSeek-V3", ModelSettings.DEFAULTS, history))
                .path("messages");
        JsonNode mistral = any.body(request("mistralai/Devstral", ModelSettings.DEFAULTS, history))
                .path("messages");
        JsonNode other =
                any.body(request("gpt-4o", ModelSettings.DEFAULTS, history)).path("messages");

        assertThat(deepseek.at("/5").has("reasoning_content")).isTrue();
        assertThat(other.at("/5").has("reasoning_content")).isFalse();
        assertThat(mistral.findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user", "assistant", "tool");
        assertThat(mistral.at("/2/tool_calls/0/id").asText()).matches("[a-zA-Z0-9]{9}");
    }

    private static ModelRequest request(String model, ModelSettings settings, List<String> items) {
        return new ModelRequest(
                "Ann",
                model,
                "Be brief.",
                items.stream()
                        .map(item -> Item.of((ObjectNode) json(item)).orElseThrow())
                        .toList(),
                new ModelTools(
                        List.of(new ToolSpec("add", "Adds.", Json.object().put("type", "object"))),
                        List.of(),
                        List.of()),
                settings,
                null,
                ClientConfig.NONE);
    }

    private static JsonNode json(String text) {
        String quoted = text.replace("\\'", "\\\"").replace('\'', '"');
        return Json.readOwn(quoted.getBytes(StandardCharsets.UTF_8));
    }
}
