package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.addTool;
import static io.agencyswarm.model.provider.LiteClient.calls;
import static io.agencyswarm.model.provider.LiteClient.deltas;
import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.LiteClient.items;
import static io.agencyswarm.model.provider.LiteClient.json;
import static io.agencyswarm.model.provider.LiteClient.request;
import static io.agencyswarm.model.provider.LiteClient.schema;
import static io.agencyswarm.model.provider.LiteClient.types;
import static io.agencyswarm.model.provider.LiteClient.usage;
import static io.agencyswarm.model.provider.LiteClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.usage.TokenUsage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class BedrockDialectTest {

    private static final String CLAUDE = "bedrock/anthropic.claude-v9:0";
    private static final ModelSettings THINKING =
            ModelSettings.builder().reasoningEffort("low").temperature(0.3).build();

    @Test
    void text_inPieces_isReportedWithItsUsage() throws Exception {
        List<ModelEvent> events = ask(
                hello(CLAUDE),
                Bedrock.START,
                Bedrock.text("He"),
                Bedrock.text("llo"),
                Bedrock.end(0),
                Bedrock.stop("end_turn"),
                Bedrock.METADATA);

        assertThat(deltas(events)).containsExactly("He", "llo");
        assertThat(types(events)).endsWith("response.completed");
        assertThat(usage(events)).isEqualTo(new TokenUsage(17, 4, 3, 9, null, 26));
    }

    @ParameterizedTest
    @CsvSource({
        "stop_sequence,response.completed",
        "max_tokens,response.incomplete",
        "model_context_window_exceeded,response.incomplete",
        "guardrail_intervened,response.incomplete",
        "content_filtered,response.incomplete",
        "malformed_tool_use,response.failed",
        "brand_new_reason,response.completed"
    })
    void reason_ofEnd_isReported(String reason, String type) throws Exception {
        List<ModelEvent> events =
                ask(hello(CLAUDE), Bedrock.text("Hi"), Bedrock.end(0), Bedrock.stop(reason), Bedrock.METADATA);

        assertThat(types(events)).endsWith(type);
    }

    @Test
    void calls_besideEachOther_areWholeAndToldInPieces() throws Exception {
        List<ModelEvent> events = ask(
                with(hello(CLAUDE), addTool()),
                Bedrock.START,
                Bedrock.text("Let me add."),
                Bedrock.end(0),
                Bedrock.call(1, "t1", "add"),
                Bedrock.delta(1, "{'toolUse':{'input':''}}"),
                Bedrock.delta(1, "{'toolUse':{'input':'{\\'a\\':'}}"),
                Bedrock.delta(1, "{'toolUse':{'input':'1}'}}"),
                Bedrock.end(1),
                Bedrock.call(2, "t2", "now"),
                Bedrock.end(2),
                Bedrock.stop("tool_use"),
                Bedrock.METADATA);

        assertThat(calls(events)).containsExactly("add({\"a\":1})", "now({})");
        assertThat(items(events)).first().isInstanceOf(Item.Message.class);
        assertThat(types(events))
                .filteredOn("response.function_call_arguments.delta"::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void request_plain_hasItsPartsWhereConverseWantsThem() throws Exception {
        JsonNode body = sent(hello(CLAUDE));

        assertThat(body)
                .isEqualTo(json(
                        "{'messages':[{'role':'user','content':[{'text':'Hello'}]}],'system':[{'text':'Be brief.'}]}"));
    }

    @Test
    void settings_all_areMapped() throws Exception {
        JsonNode body = sent(with(
                        with(hello(CLAUDE), addTool()),
                        ModelSettings.builder()
                                .temperature(0.5)
                                .topP(0.25)
                                .maxOutputTokens(5_000)
                                .parallelToolCalls(false)
                                .toolChoice("add")
                                .extraArgument("guardrailConfig", Map.of("a", 1))
                                .build())
                .withClientConfig(new ClientConfig(
                        null, null, Map.of(), Map.of(), null, Map.of("serviceTier", Map.of("type", "flex")))));

        assertThat(body.path("inferenceConfig")).isEqualTo(json("{'maxTokens':5000,'temperature':0.5,'topP':0.25}"));
        assertThat(body.at("/toolConfig/tools/0/toolSpec/name").asText()).isEqualTo("add");
        assertThat(body.at("/toolConfig/tools/0/toolSpec/description").asText()).isEqualTo("Adds.");
        assertThat(body.at("/toolConfig/tools/0/toolSpec/inputSchema/json")).isEqualTo(schema());
        assertThat(body.at("/toolConfig/toolChoice")).isEqualTo(json("{'tool':{'name':'add'}}"));
        assertThat(body.path("guardrailConfig")).isEqualTo(json("{'a':1}"));
        assertThat(body.path("serviceTier")).isEqualTo(json("{'type':'flex'}"));
        assertThat(body.has("additionalModelRequestFields")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"auto|{'auto':{}}", "required|{'any':{}}"})
    void toolChoice_general_isMapped(String choice, String expected) throws Exception {
        JsonNode body = sent(with(
                with(hello(CLAUDE), addTool()),
                ModelSettings.builder().toolChoice(choice).build()));

        assertThat(body.at("/toolConfig/toolChoice")).isEqualTo(json(expected));
    }

    @Test
    void toolChoice_none_leavesTheToolsOut() throws Exception {
        JsonNode body = sent(with(
                with(hello(CLAUDE), addTool()),
                ModelSettings.builder().toolChoice("none").build()));

        assertThat(body.has("toolConfig")).isFalse();
    }

    @Test
    void calls_ofAnAgentThatHasNoTools_haveOneBesideThem() throws Exception {
        JsonNode body = sent(request(
                CLAUDE,
                "{'role':'user','content':'Add'}",
                "{'type':'function_call','call_id':'t1','name':'add','arguments':'{}'}",
                "{'type':'function_call_output','call_id':'t1','output':'3'}"));

        assertThat(body.at("/toolConfig/tools")).hasSize(1);
        assertThat(body.at("/toolConfig/tools/0/toolSpec/inputSchema/json/type").asText())
                .isEqualTo("object");
        assertThat(body.at("/toolConfig").has("toolChoice")).isFalse();
    }

    @Test
    void results_andWhatTheUserSaysNext_goBackInOneMessage() throws Exception {
        JsonNode messages = sent(request(
                        CLAUDE,
                        "{'role':'user','content':'Add'}",
                        "{'role':'assistant','content':[{'type':'output_text','text':'Well'}]}",
                        "{'type':'function_call','call_id':'t1','name':'add','arguments':'{\\'id\\':12345678901,\\'b\\':null}'}",
                        "{'type':'function_call','call_id':'t2','name':'add','arguments':'no json'}",
                        "{'type':'function_call_output','call_id':'t1','output':'3'}",
                        "{'type':'function_call_output','call_id':'t2','output':' '}",
                        "{'role':'user','content':'And now?'}",
                        "{'role':'user','content':'Well?'}"))
                .path("messages");

        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(messages.at("/1/content"))
                .isEqualTo(json("[{'text':'Well'},"
                        + "{'toolUse':{'toolUseId':'t1','name':'add','input':{'id':12345678901,'b':null}}},"
                        + "{'toolUse':{'toolUseId':'t2','name':'add','input':{'arguments':'no json'}}}]"));
        assertThat(messages.at("/2/content"))
                .isEqualTo(json("[{'toolResult':{'toolUseId':'t1','content':[{'text':'3'}]}},"
                        + "{'toolResult':{'toolUseId':'t2','content':[{'text':'(empty)'}]}},"
                        + "{'text':'And now?'},{'text':'Well?'}]"));
    }

    @Test
    void text_blank_isNotSentAsItIs() throws Exception {
        JsonNode messages = sent(request(
                        CLAUDE,
                        "{'role':'user','content':' '}",
                        "{'role':'assistant','content':[{'type':'output_text','text':''}]}",
                        "{'type':'function_call','call_id':'t1','name':'add','arguments':'{}'}",
                        "{'role':'user','content':[{'type':'input_text','text':''},"
                                + "{'type':'input_image','image_url':'data:image/png;base64,aGk='}]}"))
                .path("messages");

        assertThat(messages.at("/0/content")).isEqualTo(json("[{'text':'(empty)'}]"));
        assertThat(messages.at("/1/content")).hasSize(1);
        assertThat(messages.at("/2/content"))
                .isEqualTo(json("[{'toolResult':{'toolUseId':'t1','content':[{'text':'(empty)'}]}},"
                        + "{'image':{'format':'png','source':{'bytes':'aGk='}}}]"));
    }

    @ParameterizedTest
    @CsvSource({"image/png,png", "image/jpeg,jpeg", "image/jpg,jpeg", "image/webp,webp"})
    void pictures_asBytes_goWithTheirFormat(String type, String format) throws Exception {
        JsonNode body = sent(request(
                CLAUDE,
                "{'role':'user','content':[{'type':'input_text','text':'See'},"
                        + "{'type':'input_image','image_url':'data:" + type + ";base64,aGk='}]}"));

        assertThat(body.at("/messages/0/content/1"))
                .isEqualTo(json("{'image':{'format':'" + format + "','source':{'bytes':'aGk='}}}"));
    }

    @Test
    void pictures_onTheWeb_areRefused() throws Exception {
        assertThatThrownBy(() -> sent(request(
                        CLAUDE,
                        "{'role':'user','content':[{'type':'input_image','image_url':'https://example.com/a.png'}]}")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("data:<type>;base64,<bytes>");
    }

    @Test
    void output_schema_isTextThatReportsItsLimits() throws Exception {
        ObjectNode schema = (ObjectNode) json("{'type':'object','additionalProperties':false,'required':['a'],"
                + "'properties':{'a':{'type':'integer','minimum':1}}}");
        JsonNode format =
                sent(with(hello(CLAUDE), new OutputSchema("sum", schema))).at("/outputConfig/textFormat");

        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        assertThat(format.at("/structure/jsonSchema/name").asText()).isEqualTo("sum");
        assertThat(Json.read(format.at("/structure/jsonSchema/schema").asText()))
                .isEqualTo(json("{'type':'object','additionalProperties':false,'required':['a'],"
                        + "'properties':{'a':{'type':'integer','description':'Limits: minimum 1.'}}}"));
    }

    @Test
    void system_inMidConversation_isReportedInItsPlace() throws Exception {
        JsonNode body = sent(request(
                CLAUDE,
                "{'role':'system','content':'Be kind.'}",
                "{'role':'user','content':'Hello'}",
                "{'role':'assistant','content':'HELLO'}",
                "{'role':'system','content':'Do not shout.'}",
                "{'role':'user','content':'Well?'}"));

        assertThat(body.path("system").findValuesAsText("text")).containsExactly("Be brief.", "Be kind.");
        assertThat(body.path("messages").findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(body.at("/messages/2/content")).isEqualTo(json("[{'text':'Do not shout.'},{'text':'Well?'}]"));
    }

    @Test
    void thoughts_signed_comeBackWithTheirSignature() throws Exception {
        List<ModelEvent> events = ask(
                with(hello(CLAUDE), THINKING),
                Bedrock.START,
                Bedrock.delta(0, "{'reasoningContent':{'text':'Hm'}}"),
                Bedrock.delta(0, "{'reasoningContent':{'text':'.'}}"),
                Bedrock.delta(0, "{'reasoningContent':{'signature':'c2ln'}}"),
                Bedrock.end(0),
                Bedrock.call(1, "t1", "add"),
                Bedrock.end(1),
                Bedrock.stop("tool_use"),
                Bedrock.METADATA);

        assertThat(types(events)).contains("response.reasoning_summary_text.delta");
        JsonNode body = sent(with(wentOn(events), THINKING));
        assertThat(body.at("/messages/1/content/0"))
                .isEqualTo(json("{'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'c2ln'}}}"));
        assertThat(body.at("/additionalModelRequestFields/thinking"))
                .isEqualTo(json("{'type':'enabled','budget_tokens':1024}"));
        assertThat(body.at("/inferenceConfig").has("temperature")).isFalse();
        assertThat(sent(wentOn(events)).at("/messages/1/content")).hasSize(2);
    }

    @Test
    void thoughts_keptSecret_comeBackAsTheyWere() throws Exception {
        List<ModelEvent> events = ask(
                with(hello(CLAUDE), THINKING),
                Bedrock.delta(0, "{'reasoningContent':{'redactedContent':'c2VjcmV0'}}"),
                Bedrock.end(0),
                Bedrock.call(1, "t1", "add"),
                Bedrock.end(1),
                Bedrock.stop("tool_use"),
                Bedrock.METADATA);

        JsonNode body = sent(with(wentOn(events), THINKING));
        assertThat(body.at("/messages/1/content/0"))
                .isEqualTo(json("{'reasoningContent':{'redactedContent':'c2VjcmV0'}}"));
        assertThat(body.at("/additionalModelRequestFields").has("thinking")).isTrue();
    }

    @Test
    void thoughts_ofAnotherProvider_areLeftOutAndThinkingWithThem() throws Exception {
        JsonNode body = sent(with(
                request(
                        CLAUDE,
                        "{'role':'user','content':'Add'}",
                        "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'anthropic:c2ln'}",
                        "{'type':'function_call','call_id':'t1','name':'add','arguments':'{}'}",
                        "{'type':'function_call_output','call_id':'t1','output':'3'}"),
                THINKING));

        assertThat(body.at("/messages/1/content")).hasSize(1);
        assertThat(body.has("additionalModelRequestFields")).isFalse();
        assertThat(body.at("/inferenceConfig/temperature").asDouble()).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai.gpt-oss-120b-1:0|low|{'reasoning_effort':'low'}",
                "us.amazon.nova-2-lite-v1:0|high|{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'high'}}",
                "us.amazon.nova-2-lite-v1:0|none|{'reasoningConfig':{'type':'disabled'}}",
                "arn:aws:bedrock:eu-west-1:1:application-inference-profile/x|medium|"
                        + "{'thinking':{'type':'enabled','budget_tokens':2048}}"
            })
    void reasoningEffort_goesByTheFamilysName(String model, String effort, String expected) throws Exception {
        JsonNode body = sent(with(
                hello("bedrock/" + model),
                ModelSettings.builder().reasoningEffort(effort).build()));

        assertThat(body.path("additionalModelRequestFields")).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bedrock/arn:aws:bedrock:eu-west-1:123:inference-profile/eu.anthropic.claude-v9:0",
                "bedrock/converse/arn:aws:bedrock:eu-west-1:123:inference-profile/eu.anthropic.claude-v9:0"
            })
    void model_byItsArn_isOnePartOfThePath(String model) throws Exception {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = Bedrock.client(server)) {
            client.answer(hello(model));

            assertThat(server.received().path())
                    .isEqualTo("/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123%3Ainference-profile%2F"
                            + "eu.anthropic.claude-v9%3A0/converse-stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bedrock/..", "bedrock/converse/.", "bedrock/converse/"})
    void model_wouldLeadElsewhere_isRefused(String model) throws Exception {
        assertThatThrownBy(() -> sent(hello(model)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is not a valid model name");
    }

    /** The conversation after an answer with reasoning and a call of {@code add}. */
    private static ModelRequest wentOn(List<ModelEvent> events) {
        assertThat(items(events)).hasSize(2);
        return request(
                CLAUDE,
                "{'role':'user','content':'Add'}",
                Json.text(items(events).getFirst().json()),
                Json.text(items(events).getLast().json()),
                "{'type':'function_call_output','call_id':'t1','output':'3'}");
    }

    private static JsonNode sent(ModelRequest request) throws IOException, InterruptedException {
        try (ProviderTestServer server = Bedrock.server(Bedrock.whole());
                LiteClient client = Bedrock.client(server)) {
            client.answer(request);
            return server.received().body();
        }
    }

    private static List<ModelEvent> ask(ModelRequest request, byte[]... frames)
            throws IOException, InterruptedException {
        try (ProviderTestServer server = Bedrock.server(frames);
                LiteClient client = Bedrock.client(server)) {
            return client.answer(request);
        }
    }
}
