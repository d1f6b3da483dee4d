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

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.usage.TokenUsage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiDialectTest {

    private static final String STOP = choice("{}", "stop");

    @Test
    void text_inPieces_isReportedPieceByPiece() throws Exception {
        List<ModelEvent> events =
                ask(hello("openai/gpt-4o"), choice("{'content':'He'}", ""), choice("{'content':'llo'}", ""), STOP);

        assertThat(deltas(events)).containsExactly("He", "llo");
        assertThat(types(events))
                .startsWith("response.created", "response.in_progress")
                .endsWith("response.completed");
        assertThat(((Item.Message) items(events).getFirst()).text()).isEqualTo("Hello");
    }

    @Test
    void request_plain_isAChatCompletion() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(STOP);
                LiteClient client = openAi(server)) {
            client.answer(hello("openai/gpt-4o"));

            ProviderTestServer.Received received = server.received();
            assertThat(received.path()).isEqualTo("/v1/chat/completions");
            assertThat(received.headers()).containsEntry("authorization", "Bearer sk-own");
            assertThat(received.body())
                    .isEqualTo(
                            json(
                                    "{'model':'gpt-4o','messages':[{'role':'system','content':'Be brief.'},"
                                            + "{'role':'user','content':'Hello'}],'stream':true,'stream_options':{'include_usage':true}}"));
        }
    }

    @Test
    void calls_inPiecesAndBesideEachOther_areWhole() throws Exception {
        List<ModelEvent> events = ask(
                with(hello("openai/gpt-4o"), addTool()),
                choice("{'content':'Let me add.'}", ""),
                call(0, "'id':'c1',", "add", ""),
                call(0, "", "", "{'a':"),
                call(0, "", "", "1}"),
                call(1, "'id':'c2',", "now", ""),
                choice("{}", "tool_calls"));

        assertThat(calls(events)).containsExactly("add({\"a\":1})", "now({})");
        assertThat(items(events)).hasSize(3).first().isInstanceOf(Item.Message.class);
        assertThat(items(events).stream()
                        .filter(Item.FunctionCall.class::isInstance)
                        .map(item -> ((Item.FunctionCall) item).callId()))
                .containsExactly("c1", "c2");
        assertThat(types(events).stream().filter("response.function_call_arguments.delta"::equals))
                .hasSize(2);
    }

    @Test
    void results_ofCalls_goBackInTheirShape() throws Exception {
        JsonNode body = sent(request(
                "openai/gpt-4o",
                "{'role':'user','content':'Add'}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':'no json'}",
                "{'type':'function_call','call_id':'c2','name':'now','arguments':'{}'}",
                "{'type':'function_call_output','call_id':'c1','output':'3'}",
                "{'type':'function_call_output','call_id':'c2','output':[{'type':'input_text','text':'noon'}]}"));

        assertThat(body.at("/messages/2/tool_calls").findValuesAsText("id")).containsExactly("c1", "c2");
        assertThat(body.at("/messages/2/tool_calls/0/function/arguments").asText())
                .isEqualTo("no json");
        assertThat(body.at("/messages/3")).isEqualTo(json("{'role':'tool','tool_call_id':'c1','content':'3'}"));
        assertThat(body.at("/messages/4")).isEqualTo(json("{'role':'tool','tool_call_id':'c2','content':'noon'}"));
    }

    @Test
    void usage_withCachedAndReasoning_isReported() throws Exception {
        List<ModelEvent> events = ask(
                hello("openai/gpt-4o"),
                STOP,
                "{'choices':[],'usage':{'prompt_tokens':10,'completion_tokens':7,'total_tokens':17,"
                        + "'prompt_tokens_details':{'cached_tokens':4},'completion_tokens_details':{'reasoning_tokens':5}}}");

        assertThat(usage(events)).isEqualTo(new TokenUsage(10, 4, 0, 7, 5L, 17));
    }

    @Test
    void usage_ofXai_countsReasoningAsOutput() throws Exception {
        List<ModelEvent> events = ask(
                hello("openai/gpt-4o"),
                STOP,
                "{'choices':[],'usage':{'prompt_tokens':10,'completion_tokens':2,'total_tokens':17,"
                        + "'completion_tokens_details':{'reasoning_tokens':5}}}");

        assertThat(usage(events)).isEqualTo(new TokenUsage(10, 0, 0, 7, 5L, 17));
    }

    @Test
    void usage_notWanted_isNotAskedForAndToldAllTheSame() throws Exception {
        ModelRequest request = with(
                hello("openai/gpt-4o"),
                ModelSettings.builder().includeUsage(false).build());

        assertThat(sent(request).has("stream_options")).isFalse();
        assertThat(usage(ask(request, STOP))).isEqualTo(TokenUsage.NONE);
        assertThat(usage(ask(
                        request,
                        STOP,
                        "{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':2,'total_tokens':3}}")))
                .isEqualTo(new TokenUsage(1, 0, 0, 2, null, 3));
    }

    @Test
    void settings_all_areInTheBody() throws Exception {
        JsonNode body = sent(with(
                with(hello("openai/gpt-4o"), addTool()),
                ModelSettings.builder()
                        .temperature(0.5)
                        .topP(0.9)
                        .maxOutputTokens(100)
                        .parallelToolCalls(false)
                        .toolChoice("add")
                        .reasoningEffort("low")
                        .extraArgument("seed", 7)
                        .build()));

        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(100);
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
        assertThat(body.path("tool_choice")).isEqualTo(json("{'type':'function','function':{'name':'add'}}"));
        assertThat(body.path("reasoning_effort").asText()).isEqualTo("low");
        assertThat(body.path("seed").asInt()).isEqualTo(7);
    }

    @Test
    void tools_schema_isKeptAsItIs() throws Exception {
        JsonNode function = sent(with(hello("openai/gpt-4o"), addTool())).at("/tools/0/function");

        assertThat(function.path("name").asText()).isEqualTo("add");
        assertThat(function.path("description").asText()).isEqualTo("Adds.");
        assertThat(function.path("parameters")).isEqualTo(schema());
    }

    @Test
    void output_schema_isStrictAndKeptAsItIs() throws Exception {
        JsonNode format = sent(with(hello("openai/gpt-4o"), new OutputSchema("sum", schema())))
                .path("response_format");

        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        assertThat(format.at("/json_schema/name").asText()).isEqualTo("sum");
        assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
        assertThat(format.at("/json_schema/schema")).isEqualTo(schema());
    }

    @Test
    void binding_headersAndArguments_goWithTheRequest() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(STOP);
                LiteClient client = openAi(server)) {
            client.answer(hello("openai/gpt-4o")
                    .withClientConfig(new ClientConfig(
                            null,
                            "sk-run",
                            Map.of("X-Team", "blue", "Content-Length", "3"),
                            Map.of(),
                            null,
                            Map.of("temperature", 0.1))));

            ProviderTestServer.Received received = server.received();
            assertThat(received.headers())
                    .containsEntry("x-team", "blue")
                    .containsEntry("authorization", "Bearer sk-run");
            assertThat(received.body().path("temperature").asDouble()).isEqualTo(0.1);
        }
    }

    @Test
    void input_imagesOfClient_areSentUnchanged() throws Exception {
        JsonNode content = sent(request(
                        "openai/gpt-4o",
                        "{'role':'user','content':[{'type':'input_text','text':'What?'},"
                                + "{'type':'input_image','image_url':'data:image/png;base64,aGk=','detail':'low'},"
                                + "{'type':'input_image','image_url':'https://example.com/a.png'}]}"))
                .at("/messages/1/content");

        assertThat(content.at("/0/text").asText()).isEqualTo("What?");
        assertThat(content.at("/1/image_url")).isEqualTo(json("{'url':'data:image/png;base64,aGk=','detail':'low'}"));
        assertThat(content.at("/2/image_url/url").asText()).isEqualTo("https://example.com/a.png");
    }

    @Test
    void reasoning_toldBesideTheText_isASummary() throws Exception {
        List<ModelEvent> events = ask(
                hello("openai/gpt-4o"), choice("{'reasoning_content':'Hm.'}", ""), choice("{'content':'4'}", ""), STOP);

        assertThat(items(events)).first().isInstanceOf(Item.Reasoning.class);
        assertThat(types(events)).contains("response.reasoning_summary_text.delta");
    }

    @Test
    void length_asReason_makesTheAnswerIncomplete() throws Exception {
        List<ModelEvent> events = ask(hello("openai/gpt-4o"), choice("{'content':'cut'}", ""), choice("{}", "length"));

        assertThat(types(events)).endsWith("response.incomplete");
        assertThat(items(events)).hasSize(1);
    }

    @Test
    void groq_key_isItsOwnAndTheBoundHasItsOldName() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(STOP);
                LiteClient client =
                        new LiteClient("GROQ_API_KEY", "gsk-1", "GROQ_API_BASE", server.url() + "/openai/v1/")) {
            client.answer(with(
                    hello("groq/llama/x"),
                    ModelSettings.builder().maxOutputTokens(9).build()));

            ProviderTestServer.Received received = server.received();
            assertThat(received.path()).isEqualTo("/openai/v1/chat/completions");
            assertThat(received.headers()).containsEntry("authorization", "Bearer gsk-1");
            assertThat(received.body().path("model").asText()).isEqualTo("llama/x");
            assertThat(received.body().path("max_tokens").asInt()).isEqualTo(9);
        }
    }

    @Test
    void settingsOfOpenAi_andTheAgentsHeaders_goToThoseLikeIt() throws Exception {
        ModelSettings settings = ModelSettings.builder()
                .verbosity(ModelSettings.Verbosity.LOW)
                .store(false)
                .metadata("team", "a")
                .header("X-Team", "b")
                .build();
        try (ProviderTestServer server = ProviderTestServer.sse(STOP);
                LiteClient client = openAi(server)) {
            client.answer(with(hello("openai/gpt-5"), settings));

            ProviderTestServer.Received received = server.received();
            assertThat(received.headers()).containsEntry("x-team", "b");
            assertThat(received.body().path("verbosity").asText()).isEqualTo("low");
            assertThat(received.body().path("store").asText()).isEqualTo("false");
            assertThat(received.body().path("metadata")).isEqualTo(Json.read("{\"team\": \"a\"}"));
        }
    }

    private static JsonNode sent(ModelRequest request) throws IOException, InterruptedException {
        try (ProviderTestServer server = ProviderTestServer.sse(STOP);
                LiteClient client = openAi(server)) {
            client.answer(request);
            return server.received().body();
        }
    }

    private static List<ModelEvent> ask(ModelRequest request, String... chunks)
            throws IOException, InterruptedException {
        String[] events = List.of(chunks).stream().map(LiteClient::doubleQuoted).toArray(String[]::new);
        try (ProviderTestServer server = ProviderTestServer.sse(events);
                LiteClient client = openAi(server)) {
            return client.answer(request);
        }
    }

    private static LiteClient openAi(ProviderTestServer server) {
        return new LiteClient(
                "agency-swarm.openai.api-key", "sk-own", "agency-swarm.openai.base-url", server.url() + "/v1");
    }

    private static String choice(String delta, String finish) {
        return LiteClient.doubleQuoted("{'choices':[{'index':0,'delta':" + delta + ",'finish_reason':"
                + (finish.isEmpty() ? "null" : "'" + finish + "'") + "}]}");
    }

    private static String call(int index, String id, String name, String arguments) {
        String function = (name.isEmpty() ? "" : "\"name\":\"" + name + "\",") + "\"arguments\":\""
                + arguments.replace("'", "\\\"") + "\"";
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + index + ","
                + LiteClient.doubleQuoted(id) + "\"function\":{" + function + "}}]},\"finish_reason\":null}]}";
    }
}
