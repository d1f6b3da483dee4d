package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.addTool;
import static io.agencyswarm.model.provider.LiteClient.calls;
import static io.agencyswarm.model.provider.LiteClient.deltas;
import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.LiteClient.items;
import static io.agencyswarm.model.provider.LiteClient.json;
import static io.agencyswarm.model.provider.LiteClient.request;
import static io.agencyswarm.model.provider.LiteClient.schema;
import static io.agencyswarm.model.provider.LiteClient.usage;
import static io.agencyswarm.model.provider.LiteClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.usage.TokenUsage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiDialectTest {

    private static final String END = chunk("{'text':''}", "STOP");

    @Test
    void text_inPieces_isReportedWithItsUsage() throws Exception {
        List<ModelEvent> events =
                ask(hello("gemini/gemini-2.5-pro"), chunk("{'text':'He'}", ""), chunk("{'text':'llo'}", "STOP"));

        assertThat(deltas(events)).containsExactly("He", "llo");
        assertThat(usage(events)).isEqualTo(new TokenUsage(10, 4, 0, 8, 5L, 18));
    }

    @Test
    void request_plain_hasTheKeyInItsHeaderAndTheModelInItsAddress() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(LiteClient.doubleQuoted(END));
                LiteClient client = gemini(server)) {
            client.answer(hello("gemini/gemini-2.5-pro"));

            ProviderTestServer.Received received = server.received();
            assertThat(received.path()).isEqualTo("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse");
            assertThat(received.headers()).containsEntry("x-goog-api-key", "AIza-own");
            assertThat(received.body().at("/systemInstruction/parts/0/text").asText())
                    .isEqualTo("Be brief.");
            assertThat(received.body().at("/contents/0/parts/0/text").asText()).isEqualTo("Hello");
        }
    }

    @Test
    void calls_besideEachOther_areWholeWithIdsOfTheirOwn() throws Exception {
        List<ModelEvent> events = ask(
                with(hello("gemini/gemini-2.5-pro"), addTool()),
                chunk(
                        "{'functionCall':{'name':'add','args':{'a':1}}},{'functionCall':{'name':'add','args':{'a':2}}}",
                        "STOP"));

        assertThat(calls(events)).containsExactly("add({\"a\":1})", "add({\"a\":2})");
        assertThat(items(events).stream().map(item -> ((Item.FunctionCall) item).callId()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("call_"));
    }

    @Test
    void results_ofParallelCalls_goBackInOneContent() throws Exception {
        JsonNode contents = sent(request(
                        "gemini/gemini-2.5-pro",
                        "{'role':'user','content':'Add'}",
                        "{'type':'function_call','call_id':'c1','name':'add','arguments':'{}'}",
                        "{'type':'function_call','call_id':'c2','name':'now','arguments':''}",
                        "{'type':'function_call_output','call_id':'c2','output':'noon'}",
                        "{'type':'function_call_output','call_id':'c1','output':'3'}"))
                .path("contents");

        assertThat(contents).hasSize(3);
        assertThat(contents.at("/1/parts/0/functionCall/name").asText()).isEqualTo("add");
        assertThat(contents.at("/2/parts/0/functionResponse/name").asText()).isEqualTo("add");
        assertThat(contents.at("/2/parts/0/functionResponse/response/response").asText())
                .isEqualTo("3");
        assertThat(contents.at("/2/parts/1/functionResponse/name").asText()).isEqualTo("now");
    }

    @Test
    void settings_all_areMapped() throws Exception {
        JsonNode body = sent(with(
                with(hello("gemini/gemini-2.5-pro"), addTool()),
                ModelSettings.builder()
                        .temperature(0.5)
                        .topP(0.9)
                        .maxOutputTokens(100)
                        .toolChoice("add")
                        .reasoningEffort("low")
                        .build()));

        assertThat(body.at("/generationConfig/temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.at("/generationConfig/topP").asDouble()).isEqualTo(0.9);
        assertThat(body.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(100);
        assertThat(body.at("/generationConfig/thinkingConfig/thinkingBudget").asInt())
                .isEqualTo(1024);
        assertThat(body.at("/toolConfig/functionCallingConfig"))
                .isEqualTo(json("{'mode':'ANY','allowedFunctionNames':['add']}"));
        assertThat(body.at("/tools/0/functionDeclarations/0/parametersJsonSchema"))
                .isEqualTo(schema());
        assertThat(body.at("/tools/0/functionDeclarations/0/description").asText())
                .isEqualTo("Adds.");
    }

    @Test
    void output_schema_isKeptAsItIs() throws Exception {
        JsonNode config = sent(with(hello("gemini/gemini-2.5-pro"), new OutputSchema("sum", schema())))
                .path("generationConfig");

        assertThat(config.path("responseJsonSchema")).isEqualTo(schema());
        assertThat(config.path("responseMimeType").asText()).isEqualTo("application/json");
    }

    @Test
    void thoughts_signedWithACall_comeBackWithTheirSignature() throws Exception {
        List<ModelEvent> events = ask(
                with(hello("gemini/gemini-3-pro"), addTool()),
                chunk("{'text':'Hm.','thought':true}", ""),
                chunk("{'functionCall':{'name':'add','args':{}},'thoughtSignature':'c2ln'}", "STOP"));

        assertThat(items(events)).hasSize(2);
        Item.FunctionCall call = (Item.FunctionCall) items(events).getLast();
        JsonNode part = sent(request(
                        "gemini/gemini-3-pro",
                        "{'role':'user','content':'Add'}",
                        Json.text(items(events).getFirst().json()),
                        Json.text(call.json()),
                        "{'type':'function_call_output','call_id':'" + call.callId() + "','output':'3'}"))
                .at("/contents/1/parts/1");
        assertThat(part.path("thoughtSignature").asText()).isEqualTo("c2ln");
        assertThat(part.at("/functionCall/name").asText()).isEqualTo("add");
    }

    @Test
    void picture_fromTheWeb_isRefusedBecauseItWouldBeFetchedHere() {
        ModelRequest request = request(
                "gemini/gemini-2.5-pro",
                "{'role':'user','content':[{'type':'input_image','image_url':'http://169.254.169.254/x'}]}");

        assertThatThrownBy(() -> sent(request))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("only as data:<type>;base64,<bytes>");
    }

    @Test
    void picture_asBytes_isMapped() throws Exception {
        JsonNode part = sent(request(
                        "gemini/gemini-2.5-pro",
                        "{'role':'user','content':[{'type':'input_image','image_url':'data:image/png;base64,aGk='}]}"))
                .at("/contents/0/parts/0/inlineData");

        assertThat(part).isEqualTo(json("{'mimeType':'image/png','data':'aGk='}"));
    }

    @Test
    void prompt_blocked_isNoAnswer() throws Exception {
        List<ModelEvent> events = ask(hello("gemini/gemini-2.5-pro"), "{'promptFeedback':{'blockReason':'SAFETY'}}");

        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        ModelEvent.Failed.class,
                        failed ->
                                assertThat(failed.message()).contains("blocked").contains("SAFETY"));
    }

    private static JsonNode sent(ModelRequest request) throws IOException, InterruptedException {
        try (ProviderTestServer server = ProviderTestServer.sse(LiteClient.doubleQuoted(END));
                LiteClient client = gemini(server)) {
            client.answer(request);
            return server.received().body();
        }
    }

    private static List<ModelEvent> ask(ModelRequest request, String... chunks)
            throws IOException, InterruptedException {
        String[] events = List.of(chunks).stream().map(LiteClient::doubleQuoted).toArray(String[]::new);
        try (ProviderTestServer server = ProviderTestServer.sse(events);
                LiteClient client = gemini(server)) {
            return client.answer(request);
        }
    }

    private static LiteClient gemini(ProviderTestServer server) {
        return new LiteClient("GEMINI_API_KEY", "AIza-own", "GEMINI_API_BASE", server.url() + "/v1beta");
    }

    private static String chunk(String parts, String finish) {
        return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]}"
                + (finish.isEmpty() ? "" : ",'finishReason':'" + finish + "'")
                + "}],'usageMetadata':{'promptTokenCount':10,'cachedContentTokenCount':4,'candidatesTokenCount':3,"
                + "'thoughtsTokenCount':5,'totalTokenCount':18}}";
    }
}
