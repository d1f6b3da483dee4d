package io.agencyswarm.service.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.DrawingTools;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.Watch;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The served tools and the agencies as tools of the Model Context Protocol, for clients of its revisions. */
@QuarkusTest
@TestProfile(McpProfile.class)
@Timeout(60)
class McpServerTest {

    private static final String INVOICE = "{\"number\":\"7\",\"total\":12.5,\"due\":\"2026-11-30\"}";

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    @Inject
    Watch watch;

    private final String gate = UUID.randomUUID().toString();
    private McpCaller client;
    private McpCaller older;

    @BeforeEach
    void setUp() {
        client = McpCaller.of(ServiceClient.at(base), McpCaller.STATELESS);
        older = McpCaller.of(ServiceClient.at(base), McpCaller.WITH_HANDSHAKE);
        Model.forget();
    }

    @Test
    void discover_always_returnsRevisionsAndToolsCapability() throws Exception {
        JsonNode result = client.result("server/discover", Json.object());

        assertThat(result.path("supportedVersions").toString())
                .isEqualTo("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"]");
        assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{}}");
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-06-18,2025-06-18", "2025-03-26,2025-03-26", "2024-11-05,2025-11-25"})
    void initialize_agreesOnARevision(String request, String agreed) throws Exception {
        ServiceAnswer answer = ServiceClient.at(base)
                .post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":\"one\",\"method\":\"initialize\",\"params\":{"
                                + "\"protocolVersion\":\"" + request
                                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"x\"}}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("id").asText()).isEqualTo("one");
        assertThat(answer.body().at("/result/protocolVersion").asText()).isEqualTo(agreed);
        assertThat(answer.header("Mcp-Session-Id")).isPresent();
        assertThat(older.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status())
                .isEqualTo(202);
        assertThat(older.result("ping", Json.object()).toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {McpCaller.STATELESS, McpCaller.WITH_HANDSHAKE})
    void list_hasServedToolsAndAgencies(String revision) throws Exception {
        JsonNode tools = McpCaller.of(ServiceClient.at(base), revision)
                .result("tools/list", Json.object())
                .path("tools");

        List<String> names = tools.findValuesAsText("name");
        assertThat(names).contains("add", "Weather", "test_simple_text", "ask_basic", "ask_team");
        assertThat(names).doesNotContain("whoami", "vault", "lamp").doesNotHaveDuplicates();
        JsonNode add = tool(tools, "add");
        assertThat(add.path("description").asText()).isNotBlank();
        assertThat(add.at("/inputSchema/properties/a/type").asText()).isEqualTo("integer");
        JsonNode team = tool(tools, "ask_team");
        assertThat(team.path("description").asText()).contains("team", "CEO: Plans and delegates.");
        assertThat(team.at("/inputSchema/required").toString()).isEqualTo("[\"message\"]");
        assertThat(team.at("/inputSchema/properties").has("thread_id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {McpCaller.STATELESS, McpCaller.WITH_HANDSHAKE})
    void call_ofAServedTool_givesItsValue(String revision) throws Exception {
        McpCaller caller = McpCaller.of(ServiceClient.at(base), revision);

        assertThat(caller.call(McpCaller.call("add", "{\"a\":40,\"b\":2}"))
                        .at("/content/0/text")
                        .asText())
                .isEqualTo("42");
        JsonNode promised = caller.call(McpCaller.call("promise", "{\"text\":\"soon\"}"));
        assertThat(promised.path("structuredContent").toString()).isEqualTo("{\"said\":\"soon\"}");
        assertThat(promised.at("/content/0/text").asText()).isEqualTo("{\"said\":\"soon\"}");
    }

    @Test
    void call_ofAToolWithMedia_givesThemInTheProtocolsForms() throws Exception {
        JsonNode several =
                client.call(McpCaller.call("test_multiple_content_types", "{}")).path("content");
        assertThat(several.findValuesAsText("type")).containsExactly("text", "image", "resource");
        assertThat(several.at("/1/mimeType").asText()).isEqualTo("image/png");
        assertThat(several.at("/1/data").asText()).isEqualTo(DrawingTools.PNG);
        assertThat(several.at("/2/resource").toString())
                .isEqualTo("{\"uri\":\"file:///data.json\",\"mimeType\":\"application/json\",\"blob\":\"e30=\"}");
        assertThat(content("test_embedded_resource").path("resource").toString())
                .isEqualTo("{\"uri\":\"file:///a%20file.txt\",\"mimeType\":\"text/plain\",\"text\":\"A file, für"
                        + " alle.\"}");
        assertThat(content("test_audio_content").path("mimeType").asText()).isEqualTo("audio/wav");
        JsonNode elsewhere = client.call(McpCaller.call("mixed", "{}")).path("content");
        assertThat(elsewhere.at("/0").toString())
                .isEqualTo("{\"type\":\"resource_link\",\"uri\":\"https://example.org/a.png\",\"name\":\"image\"}");
        assertThat(elsewhere.at("/2/text").asText()).contains("file-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain                   | w6Q=       | text | ä",
                "text/plain;charset=utf-8     | w6Q=       | text | ä",
                "text/plain;format=flowed;CHARSET=\"UTF-8\" | w6Q=       | text | ä",
                "text/plain;charset=us-ascii  | YQ==       | text | a",
                "text/plain;charset=latin1    | 5A==       | blob | 5A==",
                "text/plain                   | 5A==       | blob | 5A==",
                "text/plain                   | _-8=       | blob | _-8=",
                "text/plain                   | YWJj%nYWJj | blob | YWJj%nYWJj",
            })
    void textFile_isText_whereItIsUtf8(String type, String base64, String field, String value) throws Exception {
        ObjectNode params = McpCaller.call("attach", "{}");
        params.withObject("/arguments").put("url", "data:" + type + ";base64," + base64.replace("%n", "\n"));

        JsonNode resource = client.call(params).at("/content/0/resource");

        assertThat(resource.path(field).asText()).as(resource.toString()).isEqualTo(value.replace("%n", "\n"));
        assertThat(resource.path("mimeType").asText()).isEqualTo(field.equals("blob") ? type : "text/plain");
        assertThat(resource).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"2025-03-26, text", "2025-06-18, resource_link"})
    void link_isAText_forClientsThatDoNotKnowLinks(String revision, String type) throws Exception {
        JsonNode picture = McpCaller.of(ServiceClient.at(base), revision)
                .call(McpCaller.call("mixed", "{}"))
                .at("/content/0");

        assertThat(picture.path("type").asText()).isEqualTo(type);
        assertThat(picture.toString()).contains("https://example.org/a.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add      | {\"a\": 1.5, \"b\": 2}                      | The arguments do not fit: a:",
                "add      | {}                                          | The arguments do not fit: a: Field required",
                "add      | {\"a\": 1, \"b\": 2, \"c\": 3}              | The arguments do not fit: c:",
                "explode  | {\"reason\": \"test sk-abcdef123456\"}      | exploded: test",
                "nap      | {\"gate\": \"never\"}                       | did not end within 200 ms",
                "ask_team | {}                                          | The arguments do not fit: message: Field"
                        + " required",
                "ask_team | {\"message\": \" \"}                        | at least 1 non-whitespace character",
                "ask_team | {\"message\": \"Hi\", \"recipient\": \"X\"} | The arguments do not fit: recipient:",
                "ask_court | {\"message\": \"Hi\", \"recipient_agent\": \"X\"} | has no agent \"X\"",
                "ask_team | {\"message\": \"fail 500\"}                 | model",
            })
    void call_fails_isResultThatSaysWhy(String tool, String arguments, String sentence) throws Exception {
        JsonNode result = client.result("tools/call", McpCaller.call(tool, arguments));

        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        assertThat(result.at("/content/0/text").asText()).contains(sentence).doesNotContain("sk-abcdef", "java.");
    }

    @Test
    void ask_givesTheAnswer_ofARunAsAnyOther() throws Exception {
        watch.forget();
        JsonNode result = client.call(McpCaller.call("ask_basic", "{\"message\":\"text Hello\"}"));

        assertThat(result.path("content").toString()).isEqualTo("[{\"type\":\"text\",\"text\":\"Hello\"}]");
        assertThat(result.has("isError")).isFalse();
        assertThat(watch.runs()).hasSize(1);
        assertThat(watch.runs().getFirst().outcome()).isNotNull();
    }

    @Test
    void ask_ofATypedAgent_givesTheObjectToo() throws Exception {
        ObjectNode params = McpCaller.call("ask_accounts", "{}");
        params.withObject("/arguments").put("message", "text " + INVOICE);

        assertThat(client.call(params).path("structuredContent")).isEqualTo(Json.read(INVOICE));
    }

    @Test
    void ask_namesTheEntryPoints_whereThereAreSeveral() throws Exception {
        JsonNode court = tool(client.result("tools/list", Json.object()).path("tools"), "ask_court");
        assertThat(court.at("/inputSchema/properties/recipient_agent/enum").toString())
                .isEqualTo("[\"Clerk\",\"Guarded\",\"Wary\"]");

        JsonNode answer =
                client.call(McpCaller.call("ask_court", "{\"message\":\"text evil\",\"recipient_agent\":\"Guarded\"}"));

        assertThat(answer.toString()).contains("Guarded must refuse");
    }

    @Test
    void ask_ofAThread_knowsWhatWasSaid() throws Exception {
        String thread = "mcp-" + gate;
        for (String message : List.of("text One", "text Two")) {
            ObjectNode params = McpCaller.call("ask_basic", "{}");
            params.withObject("/arguments").put("message", message).put("thread_id", thread);
            client.call(params);
        }

        assertThat(Model.requests().getLast().toString()).contains("One", "text Two");
    }

    @Test
    void ask_withAProgressToken_hearsWhoWorksAndWhatIsCalled() throws Exception {
        ObjectNode params = McpCaller.call("ask_team", "{}");
        params.withObject("/arguments")
                .put(
                        "message",
                        ServiceClient.delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text 3") + " ;; text Done");
        params.withObject("/_meta").put("progressToken", "p");

        List<JsonNode> messages;
        try (McpCaller.Call call = client.open(params)) {
            messages = call.rest();
        }

        List<JsonNode> progress = messages.subList(0, messages.size() - 1);
        assertThat(progress).allSatisfy(event -> {
            assertThat(event.path("method").asText()).isEqualTo("notifications/progress");
            assertThat(event.at("/params/progressToken").asText()).isEqualTo("p");
        });
        assertThat(progress.stream().map(event -> event.at("/params/message").asText()))
                .containsSubsequence(
                        "CEO is working.", "CEO calls send_message.", "Developer is working.", "Developer calls add.");
        assertThat(progress.stream().map(event -> event.at("/params/progress").asInt()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(messages.getLast().at("/result/content/0/text").asText()).isEqualTo("Done");
    }

    @Test
    void tool_withProgressToken_reportsItsProgress() throws Exception {
        ObjectNode params = McpCaller.call("test_tool_with_progress", "{}");
        params.withObject("/_meta").put("progressToken", 5);

        try (McpCaller.Call call = older.open(params)) {
            assertThat(call.rest().stream()
                            .map(message -> message.at("/params/message").asText()))
                    .containsExactly("begun", "half", "done", "");
        }
        assertThat(older.open(McpCaller.call("test_tool_with_progress", "{}")).rest())
                .hasSize(1);
    }

    @Test
    void progress_isShort_withoutSecretsAndHalvesOfCharacters() throws Exception {
        String secret = "sk-" + "a1b2".repeat(10);
        for (String text : List.of("x".repeat(296) + " " + secret, "x" + "😀".repeat(300))) {
            ObjectNode params = McpCaller.call("tell", "{}");
            params.withObject("/arguments").put("text", text);
            params.withObject("/_meta").put("progressToken", "p");

            try (McpCaller.Call call = client.open(params)) {
                String message = call.rest().getFirst().at("/params/message").asText();
                assertThat(message).hasSizeLessThanOrEqualTo(301).endsWith("…").doesNotContain("sk-", "\ufffd");
                assertThat(message).startsWith(text.substring(0, 290));
            }
        }
    }

    @Test
    void progressToken_long_isIgnored() throws Exception {
        ObjectNode params = McpCaller.call("test_tool_with_progress", "{}");
        params.withObject("/_meta").put("progressToken", "p".repeat(257));

        try (McpCaller.Call call = client.open(params)) {
            assertThat(call.rest()).hasSize(1);
        }
    }

    @Test
    void client_leaves_endsTool() throws Exception {
        try (McpCaller.Call _ = client.open(McpCaller.call("linger", "{\"gate\":\"" + gate + "\"}"))) {
            gates.awaitEntered(gate);
        }

        gates.awaitLeft(gate);
    }

    @Test
    void client_leaves_endsRun() throws Exception {
        ObjectNode params = McpCaller.call("ask_workshop", "{}");
        params.withObject("/arguments").put("message", "call hold {\"gate\":\"" + gate + "\"} ;; text Done");
        try (McpCaller.Call _ = client.open(params)) {
            gates.awaitEntered(gate);
        }

        gates.awaitLeft(gate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linger {\"gate\":\"%s\"}",
                "ask_workshop {\"message\":\"call hold {\\\"gate\\\":\\\"%1$s\\\"} ;; text through %1$s\"}"
            })
    void cancel_byAMessage_endsTheCallOfItsSessionOnly(String called) throws Exception {
        McpCaller mine = older.with("Mcp-Session-Id", "mine" + gate);
        McpCaller other = older.with("Mcp-Session-Id", "other" + gate);
        String otherGate = "other" + gate;
        String[] tool = called.formatted(gate).split(" ", 2);
        String[] otherTool = called.formatted(otherGate).split(" ", 2);
        String cancel = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}";
        CompletableFuture<JsonNode> call = mine.callLater(McpCaller.call(tool[0], tool[1]));
        CompletableFuture<JsonNode> untouched = other.callLater(McpCaller.call(otherTool[0], otherTool[1]));
        gates.awaitEntered(gate);
        gates.awaitEntered(otherGate);

        assertThat(older.post(cancel).status()).as("without a session").isEqualTo(202);
        assertThat(mine.post(cancel).status()).isEqualTo(202);

        gates.awaitLeft(gate);
        assertThat(call.get(20, TimeUnit.SECONDS).at("/result/content/0/text").asText())
                .contains("cancelled");
        gates.open(otherGate);
        JsonNode result = untouched.get(20, TimeUnit.SECONDS).path("result");
        assertThat(result.at("/content/0/text").asText()).contains("through " + otherGate);
        assertThat(result.has("isError")).isFalse();
        assertThat(mine.post(cancel).status()).isEqualTo(202);
    }

    private JsonNode content(String tool) throws Exception {
        return client.call(McpCaller.call(tool, "{}")).at("/content/0");
    }

    private static JsonNode tool(JsonNode tools, String name) {
        for (JsonNode tool : tools) {
            if (tool.path("name").asText().equals(name)) {
                return tool;
            }
        }
        throw new AssertionError("no tool " + name + " in " + tools);
    }
}
