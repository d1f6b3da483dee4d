package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.addTool;
import static io.agencyswarm.model.provider.LiteClient.calls;
import static io.agencyswarm.model.provider.LiteClient.deltas;
import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.LiteClient.json;
import static io.agencyswarm.model.provider.LiteClient.request;
import static io.agencyswarm.model.provider.LiteClient.schema;
import static io.agencyswarm.model.provider.LiteClient.types;
import static io.agencyswarm.model.provider.LiteClient.usage;
import static io.agencyswarm.model.provider.LiteClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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

class OllamaDialectTest {

    private static final String DONE =
            "{'model':'m','message':{'role':'assistant','content':''},'done_reason':'stop','done':true,'prompt_eval_count':10,'eval_count':2}";

    @Test
    void text_lineEach_isReportedWithItsUsage() throws Exception {
        List<ModelEvent> events = ask(
                hello("ollama/llama3"),
                "{'model':'m','message':{'role':'assistant','content':'He'},'done':false}",
                "{'model':'m','message':{'role':'assistant','content':'llo'},'done':false}",
                DONE);

        assertThat(deltas(events)).containsExactly("He", "llo");
        assertThat(types(events)).endsWith("response.completed");
        assertThat(usage(events)).isEqualTo(new TokenUsage(10, 0, 0, 2, null, 12));
    }

    @Test
    void calls_withoutNumbers_areNotMixedUp() throws Exception {
        List<ModelEvent> events = ask(
                with(hello("ollama_chat/llama3"), addTool()),
                "{'model':'m','message':{'role':'assistant','content':'','tool_calls':["
                        + "{'function':{'name':'add','arguments':{'a':1}}},{'function':{'name':'now','arguments':{}}}]},'done':false}",
                DONE);

        assertThat(calls(events)).containsExactly("add({\"a\":1})", "now({})");
    }

    @Test
    void request_withEverything_isMapped() throws Exception {
        ModelRequest request = with(
                with(
                        with(
                                request(
                                        "ollama/llama3",
                                        "{'role':'user','content':[{'type':'input_text','text':'Look'},{'type':'input_text','text':'here'},"
                                                + "{'type':'input_image','image_url':'data:image/png;base64,aGk='}]}",
                                        "{'type':'function_call','call_id':'c1','name':'add','arguments':'no json'}",
                                        "{'type':'function_call_output','call_id':'c1','output':'3'}"),
                                addTool()),
                        ModelSettings.builder()
                                .temperature(0.5)
                                .topP(0.9)
                                .maxOutputTokens(100)
                                .parallelToolCalls(false)
                                .toolChoice("required")
                                .reasoningEffort("low")
                                .build()),
                new OutputSchema("sum", schema()));
        try (ProviderTestServer server = lines(DONE);
                LiteClient client = ollama(server)) {
            client.answer(request);

            ProviderTestServer.Received received = server.received();
            JsonNode body = received.body();
            assertThat(received.path()).isEqualTo("/api/chat");
            assertThat(received.headers()).doesNotContainKey("authorization");
            assertThat(body.at("/options/temperature").asDouble()).isEqualTo(0.5);
            assertThat(body.at("/options/num_predict").asInt()).isEqualTo(100);
            assertThat(body.path("think").asBoolean()).isTrue();
            assertThat(body.at("/tools/0/function/parameters")).isEqualTo(schema());
            assertThat(body.path("format")).isEqualTo(schema());
            assertThat(body.at("/messages/1/content").asText()).isEqualTo("Look\nhere");
            assertThat(body.at("/messages/1/images/0").asText()).isEqualTo("aGk=");
            assertThat(body.at("/messages/2/tool_calls/0/function/arguments"))
                    .isEqualTo(json("{'arguments':'no json'}"));
            assertThat(body.at("/messages/3/content").asText()).isEqualTo("3");
        }
    }

    @Test
    void error_inMidStream_isReportedInItsWords() {
        assertThatThrownBy(() -> ask(hello("ollama/llama3"), "{'error':'out of memory'}"))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model's server reported a failure: out of memory");
    }

    @Test
    void model_unknown_isRefusedInItsWords() throws Exception {
        try (ProviderTestServer server = new ProviderTestServer(exchange -> {
                    exchange.begin(404, "application/json");
                    exchange.piece("{\"error\":\"model 'x' not found\"}");
                    exchange.end();
                });
                LiteClient client = ollama(server)) {
            assertThatThrownBy(() -> client.answer(hello("ollama/x")))
                    .hasMessage("the model's server answered 404: model 'x' not found");
        }
    }

    @Test
    void binding_addressWithoutAKey_isFine() throws Exception {
        try (ProviderTestServer server = lines(DONE);
                LiteClient client = new LiteClient("OLLAMA_API_KEY", "ok-own")) {
            ClientConfig clientConfig = LiteClient.clientConfig(server.url(), Map.of());

            assertThat(types(client.answer(hello("ollama/x").withClientConfig(clientConfig))))
                    .endsWith("response.completed");
            assertThat(server.received().headers()).doesNotContainKey("authorization");
        }
    }

    private static List<ModelEvent> ask(ModelRequest request, String... lines)
            throws IOException, InterruptedException {
        try (ProviderTestServer server = lines(lines);
                LiteClient client = ollama(server)) {
            return client.answer(request);
        }
    }

    private static ProviderTestServer lines(String... lines) throws IOException {
        return new ProviderTestServer(exchange -> {
            exchange.begin(200, "application/x-ndjson");
            for (String line : lines) {
                exchange.piece(LiteClient.doubleQuoted(line) + "\n");
            }
            exchange.end();
        });
    }

    private static LiteClient ollama(ProviderTestServer server) {
        return new LiteClient("OLLAMA_API_BASE", server.url());
    }
}
