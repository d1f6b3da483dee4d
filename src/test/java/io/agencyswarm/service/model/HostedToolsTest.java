package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.HostedModel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that the model's provider runs: the requests, and the handling of the items. */
@QuarkusTest
@TestProfile(HostedProfile.class)
@Timeout(60)
class HostedToolsTest {

    private static final String WEB =
            "{'id':'ws_1','type':'web_search_call','status':'completed','action':{'type':'search','query':'oslo'}}";
    private static final String MCP_TOOLS =
            "{'id':'mcpl_1','type':'mcp_list_tools','server_label':'docs','tools':[{'name':'lookup','description':'Looks up.'}]}";
    private static final String MCP = "{'id':'mcp_1','type':'mcp_call','server_label':'docs','name':'lookup',"
            + "'arguments':'{}','output':'Oslo is a city.'}";
    private static final String DONE =
            "{'id':'msg_9','type':'message','role':'assistant','content':[{'type':'output_text','text':'Done.'}]}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
    }

    @Test
    void request_ofAnAgentWithHostedTools_hasThemAsTheApiWantsThem() throws Exception {
        HostedModel.plays(turns("[" + DONE + "]"));
        client.ask("hosted", "Hi");

        JsonNode request = HostedModel.requests().getFirst();
        List<JsonNode> tools = new ArrayList<>();
        request.path("tools").forEach(tool -> {
            if (!tool.path("type").asText().equals("function")) {
                tools.add(tool);
            }
        });
        assertThat(tools)
                .containsExactly(
                        json(
                                "{'type':'web_search','search_context_size':'high','filters':{'allowed_domains':['example.org']}}"),
                        json("{'type':'file_search','vector_store_ids':['vs_1'],'max_num_results':3}"),
                        json("{'type':'code_interpreter','container':{'type':'auto'}}"),
                        json("{'type':'image_generation','quality':'low'}"),
                        json("{'type':'mcp','server_label':'docs','server_url':'https://example.org/mcp','headers':"
                                + "{'Authorization':'Bearer " + HostedAgencies.TOKEN + "'},'authorization':'"
                                + HostedAgencies.OAUTH + "','require_approval':'never'}"),
                        json("{'type':'tool_search'}"));
        assertThat(request.path("include"))
                .isEqualTo(json("['web_search_call.action.sources','file_search_call.results',"
                        + "'code_interpreter_call.outputs']"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Searcher | {'type':'web_search'}", "Reader | {'type':'mcp','server_label':'docs'}"})
    void toolChoice_byAHostedToolsName_isInTheApisWords(String agent, String choice) throws Exception {
        HostedModel.plays(turns("[" + WEB + "]", "[" + DONE + "]"));
        client.ask("choosing", ServiceClient.says("Hi").put("recipient_agent", agent));

        assertThat(HostedModel.requests().getFirst().path("tool_choice")).isEqualTo(json(choice));
        assertThat(HostedModel.requests().getLast().has("tool_choice"))
                .as("forced again after a tool was used")
                .isFalse();
    }

    @Test
    void turn_ofHostedCallsOnly_asksTheModelAgain() throws Exception {
        HostedModel.plays(turns("[" + WEB + "]", "[" + DONE + "]"));
        StreamedAnswer answer = client.stream("hosted", "Hi");

        assertThat(answer.errors()).isEmpty();
        assertThat(HostedModel.requests()).hasSize(2);
        assertThat(HostedModel.requests().getLast().path("input").get(1)).isEqualTo(json(WEB));
        assertThat(types(answer.newMessages())).containsExactly("message", "web_search_call", "message");
    }

    @Test
    void reminder_afterToolCalls_countsThoseOfTheProvider() throws Exception {
        String call = "{'id':'fc_1','type':'function_call','call_id':'c1','name':'nobody','arguments':'{}'}";
        HostedModel.plays(
                turns("[" + WEB + "]", "[" + WEB.replace("ws_1", "ws_2") + "," + call + "]", "[" + DONE + "]"));
        client.ask("choosing", ServiceClient.says("Hi").put("recipient_agent", "Reminded"));

        assertThat(HostedModel.requests().stream()
                        .map(request -> request.at("/input/0/content").asText()))
                .containsExactly("Hi", "Hi", "Three calls.");
    }

    @Test
    void turns_ofHostedCallsOnly_endAtTheAgentsLimit() throws Exception {
        HostedModel.plays(turns("[" + WEB + "]"));
        ServiceAnswer answer = client.ask("hosted", "Hi");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error").asText()).contains("25 turns");
        assertThat(HostedModel.requests()).hasSize(25);
    }

    @Test
    void turn_ofASearchAndAFunction_runsTheFunctionAndKeepsBoth() throws Exception {
        String call = "{'id':'fc_1','type':'function_call','call_id':'c1','name':'nobody','arguments':'{}'}";
        HostedModel.plays(turns("[" + WEB + "," + call + "]", "[" + DONE + "]"));
        StreamedAnswer answer = client.stream("hosted", "Hi");

        assertThat(types(answer.newMessages()))
                .containsExactly("message", "web_search_call", "function_call", "function_call_output", "message");
        assertThat(answer.happenings().stream().filter("tool_called"::equals)).hasSize(2);
        assertThat(answer.happenings().stream().filter("tool_output"::equals)).hasSize(1);
    }

    @Test
    void mcp_inADelegatedRun_saysWhoseItIs() throws Exception {
        ObjectNode arguments = Json.object()
                .put("recipient_agent", "Scout")
                .put("message", "Look")
                .put("additional_instructions", "");
        ObjectNode call = Json.object()
                .put("id", "fc_1")
                .put("type", "function_call")
                .put("call_id", "c1")
                .put("name", "send_message")
                .put("arguments", arguments.toString());
        HostedModel.plays(List.of(
                Json.array().add(call), json("[" + MCP_TOOLS + "," + MCP + "," + DONE + "]"), json("[" + DONE + "]")));
        StreamedAnswer answer = client.stream("hosted", "Hi");

        JsonNode called =
                answer.frames().get(answer.indexOf("tool_called", "Scout")).event();
        assertThat(called.path("call_id").asText()).isEqualTo("mcp_1");
        assertThat(called.path("parent_run_id").asText()).isEqualTo("c1");
        assertThat(called.path("callerAgent").asText()).isEqualTo("Hosted");
        assertThat(called.at("/item/description").asText()).isEqualTo("Looks up.");
        assertThat(called.at("/item/tool_origin/type").asText()).isEqualTo("mcp");
        assertThat(answer.indexOf("mcp_list_tools", "Scout")).isGreaterThan(answer.indexOf("tool_called", "Scout"));
        assertThat(types(answer.newMessages()))
                .containsExactly(
                        "message",
                        "message",
                        "mcp_call",
                        "message",
                        "function_call",
                        "function_call_output",
                        "message");
    }

    @Test
    void approval_requested_endsRunAndContinuesWithAnswer() throws Exception {
        String question =
                "{'id':'mcpr_1','type':'mcp_approval_request','server_label':'docs','name':'lookup','arguments':'{}'}";
        HostedModel.plays(turns("[" + MCP_TOOLS + "," + question + "]", "[" + MCP + "," + DONE + "]"));
        StreamedAnswer answer = client.stream("hosted", "Hi");
        JsonNode request = answer.frames()
                .get(answer.indexOf("mcp_approval_requested", "Hosted"))
                .event();
        ArrayNode history = answer.newMessages();
        history.add(Model.item(request.at("/item/raw_item").toString(), "Hosted", ""));
        history.add(Model.item(
                text("{'type':'mcp_approval_response','approval_request_id':'mcpr_1','approve':true}"), "Hosted", ""));
        ServiceAnswer approved = client.ask("hosted", ServiceClient.says("Yes", history));

        assertThat(answer.errors()).isEmpty();
        assertThat(types(answer.newMessages().deepCopy())).contains("mcp_approval_request");
        assertThat(approved.response()).isEqualTo("Done.");
        assertThat(HostedModel.requests().getLast().path("input").findValuesAsText("type"))
                .containsSubsequence("mcp_approval_request", "mcp_approval_response");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'lsh_1','type':'local_shell_call','call_id':'c1','action':{'type':'exec','command':['ls']}}",
                "{'id':'cu_1','type':'computer_call','call_id':'c1','action':{'type':'screenshot'}}",
                "{'id':'ctc_1','type':'custom_tool_call','call_id':'c1','name':'sql','input':'select 1'}"
            })
    void call_nobodyRuns_isReportedAndEndsRun(String call) throws Exception {
        HostedModel.plays(turns("[" + call + "]"));
        StreamedAnswer answer = client.stream("hosted", "Hi");

        JsonNode called =
                answer.frames().get(answer.indexOf("tool_called", "Hosted")).event();
        assertThat(called.path("call_id").asText()).isEqualTo("c1");
        assertThat(called.at("/item/raw_item")).isEqualTo(json(call));
        int completed = answer.happenings().indexOf("response.completed");
        assertThat(answer.indexOf("tool_called", "Hosted") > completed).isEqualTo(call.contains("custom"));
        assertThat(types(answer.newMessages())).containsExactly("message");
        assertThat(answer.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText()).contains("which this service can't run"));
        assertThat(HostedModel.requests()).hasSize(1);
    }

    @Test
    void history_withEverything_goesAsTheApiTakesIt() throws Exception {
        HostedModel.plays(turns("[" + DONE + "]"));
        ArrayNode history = Json.array();
        for (String item : List.of(
                "{'role':'user','content':'Look.'}",
                WEB,
                MCP_TOOLS,
                "{'id':'lsh_1','type':'local_shell_call','call_id':'c1','action':{'type':'exec'}}",
                "{'type':'local_shell_call_output','call_id':'c1','output':'hi'}",
                "{'id':'lsh_2','type':'local_shell_call','call_id':'c2','action':{'type':'exec'}}",
                "{'type':'computer_call_output','call_id':'c3','output':{}}",
                "{'id':'mcpr_1','type':'mcp_approval_request','server_label':'docs','name':'x','arguments':'{}'}",
                "{'id':'tsc_1','type':'tool_search_call','call_id':null,'arguments':{'query':'x'}}",
                "{'id':'c4','type':'custom_tool_call','call_id':'c4','name':'sql','input':'1'}",
                "{'type':'custom_tool_call_output','call_id':'c4','output':'1 row'}",
                "{'role':'system','message_origin':'web_search_preservation','content':'[WEB_SEARCH_RESULTS] …'}",
                "{'type':'message','id':'msg_1','role':'assistant','citations':[{'file_id':'f'}],'content':"
                        + "[{'type':'output_text','text':'So.','annotations':[{'type':'file_citation','file_id':'f'}]}]}")) {
            history.add(Model.item(text(item), "Hosted", ""));
        }
        ServiceAnswer answer = client.ask("hosted", ServiceClient.says("Go on", history));

        assertThat(answer.response()).isEqualTo("Done.");
        assertThat(HostedModel.requests().getLast().path("input"))
                .isEqualTo(json("[{'role':'user','content':'Look.'},"
                        + WEB + ","
                        + "{'id':'lsh_1','type':'local_shell_call','call_id':'c1','action':{'type':'exec'}},"
                        + "{'type':'local_shell_call_output','call_id':'c1','output':'hi'},"
                        + "{'id':'tsc_1','type':'tool_search_call','call_id':null,'arguments':{'query':'x'}},"
                        + "{'type':'custom_tool_call','call_id':'c4','name':'sql','input':'1'},"
                        + "{'type':'custom_tool_call_output','call_id':'c4','output':'1 row'},"
                        + "{'role':'system','content':'[WEB_SEARCH_RESULTS] …'},"
                        + "{'type':'message','id':'msg_1','role':'assistant','content':"
                        + "[{'type':'output_text','text':'So.','annotations':[{'type':'file_citation','file_id':'f'}]}]},"
                        + "{'type':'message','role':'user','content':'Go on'}]"));
    }

    @Test
    void answer_withFileCitation_isInNewMessagesOnly() throws Exception {
        HostedModel.plays(turns("[{'id':'msg_1','type':'message','role':'assistant','content':[{'type':'output_text',"
                + "'text':'So.','annotations':[{'type':'file_citation','file_id':'f','filename':'a.txt','index':2},"
                + "{'type':'url_citation','url':'https://example.org'}]}]}]"));
        StreamedAnswer answer = client.stream("hosted", "Hi");

        assertThat(answer.newMessages().get(1).path("citations"))
                .isEqualTo(json("[{'type':'file_citation','file_id':'f','filename':'a.txt','index':2,"
                        + "'method':'direct_file'}]"));
        JsonNode created = answer.frames()
                .get(answer.indexOf("message_output_created", "Hosted"))
                .event();
        assertThat(created.at("/item/raw_item").has("citations")).isFalse();
        client.ask("hosted", ServiceClient.says("On", answer.newMessages()));
        assertThat(HostedModel.requests().getLast().toString()).doesNotContain("citations", "direct_file");
    }

    @Test
    void secrets_ofMcpServers_areNotDisclosed() throws Exception {
        HostedModel.plays(turns("[" + MCP_TOOLS + "," + MCP + "," + DONE + "]"));
        StreamedAnswer streamed = client.stream("hosted", "Hi");
        JsonNode created = streamed.frames().stream()
                .filter(frame -> frame.what().equals("response.created"))
                .findFirst()
                .orElseThrow()
                .event();
        ServiceAnswer metadata = client.get("/hosted/get_metadata");
        HostedModel.refusesRepeating();
        ServiceAnswer refused = client.ask("hosted", "Hi");
        StreamedAnswer refusedStream = client.stream("hosted", "Hi");

        assertThat(created.at("/data/response/tools").toString())
                .as("shown prompts")
                .contains("server_label");
        assertThat(refused.text()).contains("server_label");
        for (String text : List.of(
                streamed.toString(),
                metadata.text(),
                refused.text(),
                refusedStream.toString(),
                Files.readString(Path.of(HostedProfile.LOG)))) {
            assertThat(text).doesNotContain(HostedAgencies.TOKEN, HostedAgencies.OAUTH);
        }
    }

    @Test
    void modelOfClient_hasNoHostedTools_reportsWhatIsMissing() throws Exception {
        HostedModel.plays(turns("[" + DONE + "]"));
        for (String agent : List.of("Searcher", "Reader")) {
            ObjectNode body = ServiceClient.says("Hi").put("recipient_agent", agent);
            body.putObject("client_config")
                    .put("model", "litellm/openai/gpt-test")
                    .putObject("litellm_keys")
                    .put("openai", "sk-other-key");
            ((ObjectNode) body.path("client_config")).put("base_url", HostedModel.url());
            ServiceAnswer answer = client.ask("choosing", body);

            assertThat(answer.response()).as(answer.text()).isEqualTo("Sorry.");
            JsonNode request = HostedModel.requests().getLast();
            assertThat(request.has("tools")).isFalse();
            assertThat(request.has("tool_choice")).isFalse();
            assertThat(request.at("/messages/0/content").asText())
                    .contains("not available with this model: " + (agent.equals("Reader") ? "docs" : "web_search"));
        }
    }

    @Test
    void metadata_ofHostedTools_hasTheirKindsAndNoSchema() throws Exception {
        JsonNode metadata = client.get("/hosted/get_metadata").body();

        List<JsonNode> tools = new ArrayList<>();
        metadata.at("/nodes/0/data/tools").forEach(tool -> {
            if (!tool.path("type").asText().equals("function")) {
                tools.add(tool);
            }
        });
        assertThat(tools)
                .extracting(tool ->
                        tool.path("name").asText() + " " + tool.path("type").asText())
                .containsExactly(
                        "web_search WebSearchTool",
                        "file_search FileSearchTool",
                        "code_interpreter CodeInterpreterTool",
                        "image_generation ImageGenerationTool",
                        "docs HostedMCPTool",
                        "tool_search ToolSearchTool");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.has("inputSchema")).isFalse();
            assertThat(tool.path("description").asText()).isNotBlank();
        });
        List<String> nodes = new ArrayList<>();
        metadata.path("nodes")
                .forEach(node -> nodes.add(node.at("/data/label").asText() + " "
                        + node.at("/data/type").asText()));
        assertThat(nodes).contains("web_search WebSearchTool", "docs HostedMCPTool");
    }

    private static List<String> types(JsonNode items) {
        List<String> types = new ArrayList<>();
        items.forEach(item -> types.add(item.path("type").asText()));
        return types;
    }

    private static List<JsonNode> turns(String... turns) {
        return List.of(turns).stream().map(HostedToolsTest::json).toList();
    }

    private static String text(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static JsonNode json(String quoted) {
        return Json.readOwn(text(quoted).getBytes(StandardCharsets.UTF_8));
    }
}
