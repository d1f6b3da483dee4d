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

class AnthropicDialectTest {

    private static final String START = "event: message_start\ndata: {'type':'message_start','message':{'id':'m1',"
            + "'type':'message','role':'assistant','model':'claude','content':[],'usage':{'input_tokens':10,"
            + "'cache_read_input_tokens':4,'cache_creation_input_tokens':3,'output_tokens':1}}}";
    private static final String STOP = "event: message_stop\ndata: {'type':'message_stop'}";

    @Test
    void text_inPieces_isReportedWithItsUsage() throws Exception {
        List<ModelEvent> events = ask(
                hello("anthropic/claude"),
                START,
                begin(0, "{'type':'text','text':''}"),
                text(0, "He"),
                text(0, "llo"),
                end(0),
                delta("end_turn"),
                STOP);

        assertThat(deltas(events)).containsExactly("He", "llo");
        assertThat(types(events)).endsWith("response.completed");
        assertThat(usage(events)).isEqualTo(new TokenUsage(17, 4, 3, 9, null, 26));
    }

    @Test
    void request_plain_hasTheKeyInItsHeader() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(whole());
                LiteClient client = anthropic(server)) {
            client.answer(hello("anthropic/claude"));

            ProviderTestServer.Received received = server.received();
            assertThat(received.path()).isEqualTo("/v1/messages");
            assertThat(received.headers())
                    .containsEntry("x-api-key", "sk-ant-own")
                    .containsKey("anthropic-version")
                    .doesNotContainKey("authorization");
            assertThat(received.body().at("/system/0/text").asText()).isEqualTo("Be brief.");
            assertThat(received.body().path("max_tokens").asInt()).isEqualTo(8192);
            assertThat(received.body().path("stream").asBoolean()).isTrue();
        }
    }

    @Test
    void request_withAKeyInTheClientsHeaders_hasNoOther() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(whole());
                LiteClient client = anthropic(server)) {
            Map<String, String> headers = Map.of("Authorization", "Bearer theirs");
            client.answer(hello("anthropic/claude")
                    .withClientConfig(new ClientConfig(null, null, headers, Map.of(), null, Map.of())));

            assertThat(server.received().headers())
                    .containsEntry("authorization", "Bearer theirs")
                    .doesNotContainKey("x-api-key");
        }
    }

    @Test
    void calls_besideEachOther_areWhole() throws Exception {
        List<ModelEvent> events = ask(
                with(hello("anthropic/claude"), addTool()),
                START,
                begin(0, "{'type':'text','text':'Let me add.'}"),
                end(0),
                begin(1, "{'type':'tool_use','id':'t1','name':'add','input':{}}"),
                arguments(1, "{\\\"a\\\":"),
                arguments(1, "1}"),
                end(1),
                begin(2, "{'type':'tool_use','id':'t2','name':'now','input':{}}"),
                end(2),
                delta("tool_use"),
                STOP);

        assertThat(calls(events)).containsExactly("add({\"a\":1})", "now({})");
        assertThat(items(events)).first().isInstanceOf(Item.Message.class);
    }

    @Test
    void results_ofParallelCalls_goBackInOneMessage() throws Exception {
        JsonNode messages = sent(request(
                        "anthropic/claude",
                        "{'role':'user','content':'Add'}",
                        "{'role':'assistant','content':[{'type':'output_text','text':'Well'}]}",
                        "{'type':'function_call','call_id':'t1','name':'add','arguments':'{}'}",
                        "{'type':'function_call','call_id':'t2','name':'add','arguments':'no json'}",
                        "{'type':'function_call_output','call_id':'t1','output':'3'}",
                        "{'type':'function_call_output','call_id':'t2','output':'4'}"))
                .path("messages");

        assertThat(messages).hasSize(3);
        assertThat(messages.at("/1/content").findValuesAsText("type")).containsExactly("text", "tool_use", "tool_use");
        assertThat(messages.at("/1/content/2/input")).isEqualTo(json("{'arguments':'no json'}"));
        assertThat(messages.at("/2/role").asText()).isEqualTo("user");
        assertThat(messages.at("/2/content").findValuesAsText("tool_use_id")).containsExactly("t1", "t2");
    }

    @Test
    void settings_all_areMapped() throws Exception {
        JsonNode body = sent(with(
                with(hello("anthropic/claude"), addTool()),
                ModelSettings.builder()
                        .temperature(0.5)
                        .maxOutputTokens(5_000)
                        .parallelToolCalls(false)
                        .toolChoice("add")
                        .extraArgument("service_tier", "auto")
                        .build()));

        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(5_000);
        assertThat(body.path("tool_choice"))
                .isEqualTo(json("{'type':'tool','name':'add','disable_parallel_tool_use':true}"));
        assertThat(body.at("/tools/0/input_schema")).isEqualTo(schema());
        assertThat(body.path("service_tier").asText()).isEqualTo("auto");
        assertThat(body.has("thinking")).isFalse();
    }

    @Test
    void thoughts_signed_comeBackWithTheirSignature() throws Exception {
        ModelRequest thinking = with(
                hello("anthropic/claude"),
                ModelSettings.builder().reasoningEffort("low").temperature(0.3).build());
        List<ModelEvent> events = ask(
                thinking,
                START,
                begin(0, "{'type':'thinking','thinking':'','signature':''}"),
                event(
                        "content_block_delta",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Hm.'}}"),
                event(
                        "content_block_delta",
                        "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'c2ln'}}"),
                end(0),
                begin(1, "{'type':'tool_use','id':'t1','name':'add','input':{}}"),
                end(1),
                delta("tool_use"),
                STOP);

        assertThat(items(events)).hasSize(2);
        String thought = Json.text(items(events).getFirst().json());
        String call = Json.text(items(events).getLast().json());
        JsonNode body = sent(with(
                request(
                        "anthropic/claude",
                        "{'role':'user','content':'Add'}",
                        thought,
                        call,
                        "{'type':'function_call_output','call_id':'t1','output':'3'}"),
                thinking.settings()));
        assertThat(body.at("/messages/1/content/0"))
                .isEqualTo(json("{'type':'thinking','thinking':'Hm.','signature':'c2ln'}"));
        assertThat(body.path("thinking")).isEqualTo(json("{'type':'enabled','budget_tokens':1024}"));
        assertThat(body.has("temperature")).isFalse();
    }

    @Test
    void thoughts_ofAnotherProvider_areLeftOutAndThinkingWithThem() throws Exception {
        JsonNode body = sent(with(
                request(
                        "anthropic/claude",
                        "{'role':'user','content':'Add'}",
                        "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'Hm.'}],'encrypted_content':'gAAA'}",
                        "{'type':'function_call','call_id':'t1','name':'add','arguments':'{}'}",
                        "{'type':'function_call_output','call_id':'t1','output':'3'}"),
                ModelSettings.builder().reasoningEffort("high").build()));

        assertThat(body.at("/messages/1/content")).hasSize(1);
        assertThat(body.has("thinking")).isFalse();
    }

    @Test
    void system_inMidConversation_isReportedInItsPlace() throws Exception {
        JsonNode body = sent(request(
                "anthropic/claude",
                "{'role':'system','content':'Be kind.'}",
                "{'role':'user','content':'Hello'}",
                "{'role':'assistant','content':'HELLO'}",
                "{'role':'system','content':'Do not shout.'}"));

        assertThat(body.path("system").findValuesAsText("text")).containsExactly("Be brief.", "Be kind.");
        assertThat(body.path("messages").findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(body.at("/messages/2/content/0/text").asText()).isEqualTo("Do not shout.");
    }

    @Test
    void output_schemaWithLimits_reportsThemInItsDescriptions() throws Exception {
        ObjectNode schema = (ObjectNode) LiteClient.json("""
                {'type':'object','additionalProperties':false,'required':['minimum','lines'],
                 'properties':{
                   'minimum':{'type':'integer','description':'The least.','minimum':0,'maximum':1000},
                   'lines':{'type':'array','minItems':2,'items':{'type':'number','exclusiveMinimum':0}}}}""");
        JsonNode body = sent(with(hello("anthropic/claude"), new OutputSchema("sum", schema)));

        assertThat(body.at("/output_config/format/schema")).isEqualTo(LiteClient.json("""
                {'type':'object','additionalProperties':false,'required':['minimum','lines'],
                 'properties':{
                   'minimum':{'type':'integer','description':'The least. Limits: minimum 0, maximum 1000.'},
                   'lines':{'type':'array','description':'Limits: minItems 2.',
                            'items':{'type':'number','description':'Limits: exclusiveMinimum 0.'}}}}"""));
    }

    @Test
    void error_inMidStream_isReportedInItsWords() throws Exception {
        assertThatThrownBy(() -> ask(
                        hello("anthropic/claude"),
                        START,
                        event("error", "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}")))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model's server reported a failure: Overloaded");
    }

    @Test
    void pictures_asBytesAndFromTheWeb_areMapped() throws Exception {
        JsonNode content = sent(request(
                        "anthropic/claude",
                        "{'role':'user','content':[{'type':'input_image','image_url':'data:image/png;base64,aGk='},"
                                + "{'type':'input_image','image_url':'https://example.com/a.png'}]}"))
                .at("/messages/0/content");

        assertThat(content.at("/0/source")).isEqualTo(json("{'type':'base64','media_type':'image/png','data':'aGk='}"));
        assertThat(content.at("/1/source")).isEqualTo(json("{'type':'url','url':'https://example.com/a.png'}"));
    }

    private static JsonNode sent(ModelRequest request) throws IOException, InterruptedException {
        try (ProviderTestServer server = ProviderTestServer.sse(whole());
                LiteClient client = anthropic(server)) {
            client.answer(request);
            return server.received().body();
        }
    }

    private static List<ModelEvent> ask(ModelRequest request, String... events)
            throws IOException, InterruptedException {
        String[] quoted = List.of(events).stream().map(LiteClient::doubleQuoted).toArray(String[]::new);
        try (ProviderTestServer server = ProviderTestServer.sse(quoted);
                LiteClient client = anthropic(server)) {
            return client.answer(request);
        }
    }

    /** The variable's address has no version, as in LiteLLM. */
    private static LiteClient anthropic(ProviderTestServer server) {
        return new LiteClient("ANTHROPIC_API_KEY", "sk-ant-own", "ANTHROPIC_API_BASE", server.url());
    }

    private static String[] whole() {
        return List.of(START, delta("end_turn"), STOP).stream()
                .map(LiteClient::doubleQuoted)
                .toArray(String[]::new);
    }

    private static String begin(int index, String block) {
        return event(
                "content_block_start",
                "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}");
    }

    private static String text(int index, String text) {
        return event(
                "content_block_delta",
                "{'type':'content_block_delta','index':" + index + ",'delta':{'type':'text_delta','text':'" + text
                        + "'}}");
    }

    private static String arguments(int index, String json) {
        return event(
                "content_block_delta",
                "{'type':'content_block_delta','index':" + index
                        + ",'delta':{'type':'input_json_delta','partial_json':'" + json + "'}}");
    }

    private static String end(int index) {
        return event("content_block_stop", "{'type':'content_block_stop','index':" + index + "}");
    }

    private static String delta(String reason) {
        return event(
                "message_delta",
                "{'type':'message_delta','delta':{'stop_reason':'" + reason + "'},'usage':{'output_tokens':9}}");
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data;
    }
}
