package io.agencyswarm.agui;

import static io.agencyswarm.agui.AguiInput.assistant;
import static io.agencyswarm.agui.AguiInput.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fields of a request. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiRequestTest {

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void fields_inSnakeCase_areRead() throws IOException {
        ObjectNode body = AguiInput.json("""
                {"thread_id": "t7", "run_id": "r7", "parent_run_id": "r6", "forwarded_props": {"a": 1}, "protocol_version": "1.0",
                 "messages": [
                   {"id": "u1", "role": "user", "content": "Add", "name": null},
                   {"id": "a1", "role": "assistant", "content": null, "tool_calls": [
                     {"id": "c1", "type": "function", "function": {"name": "add", "arguments": "{}"}, "encrypted_value": null}]},
                   {"id": "r1", "role": "tool", "tool_call_id": "c1", "content": "3"},
                   {"id": "u2", "role": "user", "content": [
                     {"type": "text", "text": "text Seen"},
                     {"type": "image", "source": {"type": "data", "value": "aGk=", "mime_type": "image/png"}}]}]}""");

        AguiEvents events = client.run("basic", body);

        assertThat(events.text()).isEqualTo("Seen");
        assertThat(events.all().getFirst().path("threadId").asText()).isEqualTo("t7");
        assertThat(events.all().getFirst().path("parentRunId").asText()).isEqualTo("r6");
        assertThat(input()).hasSize(4);
        assertThat(input().get(1).path("type").asText()).isEqualTo("function_call");
        assertThat(input().get(2).path("output").asText()).isEqualTo("3");
        assertThat(events.messages().get(1).toString())
                .isEqualTo("{\"id\":\"a1\",\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}]}");
        assertThat(events.messages().get(2).path("toolCallId").asText()).isEqualTo("c1");
        assertThat(events.messages().get(3).at("/content/1/source/mimeType").asText())
                .isEqualTo("image/png");
    }

    @Test
    void parts_ofTheUsersMessage_reachTheModelInItsForm() throws IOException {
        String parts = """
                [{"type": "text", "text": "text Seen"},
                 {"type": "image", "source": {"type": "data", "value": "aGk=", "mimeType": "image/png"}},
                 {"type": "image", "source": {"type": "url", "value": "https://example.org/a.png"}},
                 {"type": "image", "source": {"type": "file", "value": "file-1"}},
                 {"type": "audio", "source": {"type": "data", "value": "aGk=", "mimeType": "audio/mpeg"}},
                 {"type": "audio", "source": {"type": "url", "value": "https://example.org/a.mp3"}},
                 {"type": "video", "source": {"type": "data", "value": "aGk=", "mimeType": "video/mp4"}},
                 {"type": "document", "source": {"type": "data", "value": "aGk=", "mimeType": "application/pdf"},
                  "metadata": {"filename": "offer.pdf"}, "id": "p1"},
                 {"type": "document", "source": {"type": "url", "value": "https://example.org/a.pdf"}},
                 {"type": "document", "source": {"type": "file", "value": "file-2", "provider": "openai"}},
                 {"type": "document", "source": {"type": "file", "value": "file_9", "provider": "anthropic"}},
                 {"type": "binary", "mimeType": "image/gif", "data": "aGk=", "filename": "a.gif"},
                 {"type": "binary", "mimeType": "application/pdf", "id": "file-3"}]""";
        ObjectNode message = AguiInput.message("u1", "user");
        message.set("content", Json.readOwn(parts.getBytes(StandardCharsets.UTF_8)));

        AguiEvents events = client.run("basic", AguiInput.of(message));

        String sent = """
                {"type":"input_text","text":"text Seen"}
                {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,aGk="}
                {"type":"input_image","detail":"auto","image_url":"https://example.org/a.png"}
                {"type":"input_image","detail":"auto","file_id":"file-1"}
                {"type":"input_audio","input_audio":{"data":"aGk=","format":"mp3"}}
                {"type":"input_file","file_url":"https://example.org/a.mp3"}
                {"type":"input_file","filename":"video.mp4","file_data":"data:video/mp4;base64,aGk="}
                {"type":"input_file","filename":"offer.pdf","file_data":"data:application/pdf;base64,aGk="}
                {"type":"input_file","file_url":"https://example.org/a.pdf"}
                {"type":"input_file","file_id":"file-2"}
                {"type":"input_image","detail":"auto","image_url":"data:image/gif;base64,aGk="}
                {"type":"input_file","file_id":"file-3"}""";
        assertThat(input().getFirst().path("content"))
                .map(JsonNode::toString)
                .containsExactlyElementsOf(sent.lines().toList());
        JsonNode shown = events.messages().getFirst().path("content");
        assertThat(shown.get(7).path("id").asText()).isEqualTo("p1");
        assertThat(shown.get(10).at("/source/provider").asText()).isEqualTo("anthropic");
        assertThat(shown.get(11).toString())
                .isEqualTo("{\"type\":\"image\",\"source\":{\"type\":\"data\",\"value\":\"aGk=\","
                        + "\"mimeType\":\"image/gif\"},\"metadata\":{\"filename\":\"a.gif\"}}");
    }

    @Test
    void messages_ofEachRole_becomeItems() throws IOException {
        ObjectNode thought =
                AguiInput.message("rs_1", "reasoning").put("content", "Hm").put("encryptedValue", "xyz");
        ObjectNode summary = AguiInput.message("rs_2", "reasoning").put("content", "Only told");
        ObjectNode activity = AguiInput.message("ac_1", "activity").put("activityType", "search");
        activity.putObject("content");
        ObjectNode inner = assistant("a2", "Between agents").put("subagentRunId", "sub");

        AguiEvents events = client.run(
                "basic",
                AguiInput.of(
                        AguiInput.message("s1", "system").put("content", "Be brief."),
                        AguiInput.message("d1", "developer").put("content", "In French."),
                        user("u1", "Hi"),
                        thought,
                        assistant("a1", "Hello"),
                        summary,
                        activity,
                        inner,
                        user("u2", "text Yes")));

        assertThat(input().stream()
                        .map(item -> item.path("role").asText(item.path("type").asText())))
                .containsExactly("system", "developer", "user", "reasoning", "assistant", "user");
        assertThat(input().get(3).path("encrypted_content").asText()).isEqualTo("xyz");
        assertThat(input().get(3).at("/summary/0/text").asText()).isEqualTo("Hm");
        assertThat(events.messages()).hasSize(10);
        assertThat(events.messages().get(7).path("subagentRunId").asText()).isEqualTo("sub");
    }

    @Test
    void chatHistory_besideMessages_goesBeforeThem() throws IOException {
        ObjectNode body = AguiInput.of(user("u1", "Not this"), assistant("a1", "Nor this"), user("u2", "text Yes"));
        body.set("chat_history", AguiInput.json("""
                {"a": [{"role": "user", "content": "But this", "agent": "Assistant", "callerAgent": null}]}""").get("a"));

        AguiEvents events = client.run("basic", body);

        assertThat(input().stream().map(item -> item.path("content").asText())).containsExactly("But this", "text Yes");
        assertThat(events.messages()).hasSize(4);
    }

    @Test
    void additionalInstructions_withContext_precedeIt() throws IOException {
        ObjectNode body = AguiInput.says("text Ok").put("additional_instructions", "Politely.");
        body.withArray("context").addObject().put("description", "The page").put("value", "/orders/7");

        client.run("basic", body);

        assertThat(request().path("instructions").asText()).isEqualTo("""
                        You are a helpful assistant.

                        ---

                        Politely.

                        Context from the user's application:

                        <context>
                        <description>The page</description>
                        <value>/orders/7</value>
                        </context>""");
    }

    @Test
    void tools_userContextAndForwardedProps_receiveBoth() throws IOException {
        ObjectNode body = AguiInput.says("call whoami {} ;; text Ok");
        body.putObject("userContext").put("user", "Ada");
        body.putObject("forwardedProps").put("theme", "dark");

        AguiEvents events = client.run("team", body);

        assertThat(events.only("TOOL_CALL_RESULT").path("content").asText())
                .isEqualTo("{\"forwarded_props\": {\"theme\": \"dark\"}, \"tenant\": \"acme\", \"user\": \"Ada\"}");
    }

    @Test
    void ask_fileIdsAndClientConfig_matchOtherEndpoints() throws IOException {
        ObjectNode body = AguiInput.says("text Ok");
        body.putArray("file_ids").add("file-7");
        body.putObject("client_config").put("model", "gpt-4.1");

        AguiEvents events = client.run("basic", body);

        assertThat(request().path("model").asText()).isEqualTo("gpt-4.1");
        assertThat(input().getFirst().at("/content/1/file_id").asText()).isEqualTo("file-7");
        assertThat(events.messages().getFirst().path("content").asText()).isEqualTo("text Ok");
    }

    @Test
    void recipientAgent_answers() throws IOException {
        AguiEvents events = client.run("team", AguiInput.says("text Ok").put("recipient_agent", "Analyst"));

        assertThat(events.only("STEP_STARTED").path("stepName").asText()).isEqualTo("Analyst");
    }

    @Test
    void resume_nobodyAskedFor_isSkipped() throws IOException {
        ObjectNode body = AguiInput.says("text Ok");
        body.withArray("resume").addObject().put("interruptId", "i").put("status", "resolved");

        AguiEvents events = client.run("basic", body);

        assertThat(events.text()).isEqualTo("Ok");
        assertThat(events.outcome()).isEqualTo("success");
    }

    @Test
    void threadId_withoutPersistence_loadsNothing() throws IOException {
        client.run("basic", "text One");
        client.run("basic", "text Two");

        assertThat(input()).hasSize(1);
    }

    @Test
    void snapshot_sentBack_continues() throws IOException {
        AguiEvents first = client.run(
                "team",
                AguiInput.delegate("Developer", "reason hm | call add {\"a\":1,\"b\":2} ;; text Three")
                        + " ;; text Done");
        List<JsonNode> messages = new ArrayList<>(first.messages());
        messages.add(user("u2", "text On"));
        ScriptedModelServer.current().reset();

        AguiEvents second = client.run("team", AguiInput.of(messages.toArray(JsonNode[]::new)));

        assertThat(second.text()).isEqualTo("On");
        assertThat(input().stream().map(item -> item.path("type").asText()))
                .containsExactly("message", "function_call", "function_call_output", "message", "message");
        assertThat(second.messages()).hasSize(messages.size() + 1);
    }

    @Test
    void handoff_whatTheNextAgentIsToldOfIt_isTheModelsAloneAndNoMessageOfTheClients() throws IOException {
        AguiEvents first = client.run("office", AguiInput.says("call transfer_to_Archivist {} ;; text Archived"));

        assertThat(input())
                .extracting(item -> item.path("role").asText(item.path("type").asText()))
                .containsExactly("user", "system", "function_call", "function_call_output");
        assertThat(first.messages())
                .extracting(message -> message.path("role").asText())
                .containsExactly("user", "assistant", "tool", "assistant");
        assertThat(first.all().toString()).doesNotContain("Transfer completed");

        List<JsonNode> messages = new ArrayList<>(first.messages());
        messages.add(user("u2", "text Again"));
        AguiEvents second = client.run("office", AguiInput.of(messages.toArray(JsonNode[]::new)));

        assertThat(second.text()).isEqualTo("Again");
        assertThat(second.messages()).hasSize(6);
        assertThat(input()).hasSize(5);
    }

    @Test
    void delegation_byAFunctionOfItsOwn_isASubagents() throws IOException {
        String arguments = AguiInput.delegate("Archivist", "text Filed").substring("call send_message ".length());
        AguiEvents events =
                client.run("office", AguiInput.says("call send_message_file " + arguments + " ;; text Done"));

        assertThat(events.only("SUBAGENT_STARTED").path("name").asText()).isEqualTo("Archivist");
        assertThat(events.only("SUBAGENT_STARTED").path("parentToolCallId"))
                .isEqualTo(events.only("TOOL_CALL_START").path("toolCallId"));
        assertThat(events.only("TOOL_CALL_RESULT").path("content").asText()).isEqualTo("Filed");
    }

    private static ObjectNode request() {
        return Objects.requireNonNull(
                ScriptedModelServer.current().requests().getLast().body());
    }

    private static List<JsonNode> input() {
        List<JsonNode> items = new ArrayList<>();
        request().required("input").forEach(items::add);
        return items;
    }
}
