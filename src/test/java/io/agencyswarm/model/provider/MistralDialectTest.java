package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.addTool;
import static io.agencyswarm.model.provider.LiteClient.calls;
import static io.agencyswarm.model.provider.LiteClient.deltas;
import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.LiteClient.items;
import static io.agencyswarm.model.provider.LiteClient.request;
import static io.agencyswarm.model.provider.LiteClient.schema;
import static io.agencyswarm.model.provider.LiteClient.usage;
import static io.agencyswarm.model.provider.LiteClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.usage.TokenUsage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistralDialectTest {

    @Test
    void text_inPieces_isReportedWithItsUsage() throws Exception {
        List<ModelEvent> events = ask(
                hello("mistral/mistral-small"),
                "{'id':'1','model':'m','choices':[{'index':0,'delta':{'role':'assistant','content':'He'},'finish_reason':null}]}",
                "{'id':'1','model':'m','choices':[{'index':0,'delta':{'content':'llo'},'finish_reason':'stop'}],"
                        + "'usage':{'prompt_tokens':10,'completion_tokens':2,'total_tokens':12}}",
                "[DONE]");

        assertThat(deltas(events)).containsExactly("He", "llo");
        assertThat(usage(events)).isEqualTo(new TokenUsage(10, 0, 0, 2, null, 12));
    }

    @Test
    void calls_besideEachOther_areWhole() throws Exception {
        List<ModelEvent> events = ask(
                with(hello("mistral/mistral-small"), addTool()),
                "{'id':'1','model':'m','choices':[{'index':0,'delta':{'content':'','tool_calls':["
                        + "{'id':'aaaaaaaaa','function':{'name':'add','arguments':'{}'},'index':0},"
                        + "{'id':'bbbbbbbbb','type':'function','function':{'name':'now','arguments':'{}'},'index':1}]},"
                        + "'finish_reason':'tool_calls'}]}",
                "[DONE]");

        assertThat(calls(events)).containsExactly("add({})", "now({})");
        assertThat(((Item.FunctionCall) items(events).getFirst()).callId()).isEqualTo("aaaaaaaaa");
    }

    @Test
    void request_withEverything_isMapped() throws Exception {
        ModelRequest request = with(
                with(
                        with(
                                request(
                                        "mistral/mistral-small",
                                        "{'role':'user','content':'Add'}",
                                        "{'type':'function_call','call_id':'aaaaaaaaa','name':'add','arguments':'{}'}",
                                        "{'type':'function_call_output','call_id':'aaaaaaaaa','output':'3'}",
                                        "{'role':'user','content':[{'type':'input_image','image_url':'data:image/png;base64,aGk='}]}"),
                                addTool()),
                        ModelSettings.builder()
                                .temperature(0.5)
                                .topP(0.9)
                                .maxOutputTokens(100)
                                .parallelToolCalls(false)
                                .toolChoice("required")
                                .build()),
                new OutputSchema("sum", schema()));
        try (ProviderTestServer server = ProviderTestServer.sse(END);
                LiteClient client = mistral(server)) {
            client.answer(request);

            ProviderTestServer.Received received = server.received();
            JsonNode body = received.body();
            assertThat(received.path()).isEqualTo("/v1/chat/completions");
            assertThat(received.headers()).containsEntry("authorization", "Bearer mk-own");
            assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
            assertThat(body.path("max_tokens").asInt()).isEqualTo(100);
            assertThat(body.path("tool_choice").asText()).isEqualTo("any");
            assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
            assertThat(body.at("/tools/0/function/parameters")).isEqualTo(schema());
            assertThat(body.at("/response_format/json_schema/schema")).isEqualTo(schema());
            assertThat(body.at("/response_format/json_schema/strict").asBoolean())
                    .isTrue();
            assertThat(body.at("/messages/2/tool_calls/0/id").asText()).isEqualTo("aaaaaaaaa");
            assertThat(body.at("/messages/3/tool_call_id").asText()).isEqualTo("aaaaaaaaa");
            assertThat(body.at("/messages/4/role").asText()).isEqualTo("assistant");
            assertThat(body.at("/messages/5/content/0/image_url").asText()).isEqualTo("data:image/png;base64,aGk=");
        }
    }

    private static final String END = LiteClient.doubleQuoted(
                    "{'id':'1','model':'m','choices':[{'index':0,'delta':{'content':''},'finish_reason':'stop'}]}")
            + "\n\ndata: [DONE]";

    private static List<ModelEvent> ask(ModelRequest request, String... chunks)
            throws IOException, InterruptedException {
        String[] events = List.of(chunks).stream().map(LiteClient::doubleQuoted).toArray(String[]::new);
        try (ProviderTestServer server = ProviderTestServer.sse(events);
                LiteClient client = mistral(server)) {
            return client.answer(request);
        }
    }

    private static LiteClient mistral(ProviderTestServer server) {
        return new LiteClient("MISTRAL_API_KEY", "mk-own", "MISTRAL_API_BASE", server.url() + "/v1");
    }
}
