package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tools that the client sends and runs itself: a run ends with the call, and the next one continues with the result.
 */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class ClientToolsTest {

    private static final String TOOL = """
            {"name": "ask_user", "description": "Asks.", "parameters": {"properties": {"question": {"type": "string"}}}}""";

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void call_ofClientsTool_endsRunAndResultContinues() throws IOException {
        AguiEvents first = client.run(
                "basic", withTool(AguiInput.user("u1", "call ask_user {\"question\":\"Sure?\"} ;; text Fine")));
        String callId = first.only("TOOL_CALL_START").path("toolCallId").asText();

        assertThat(first.types()).doesNotContain("TOOL_CALL_RESULT");
        assertThat(first.outcome()).isEqualTo("success");
        assertThat(first.last().at("/outcome/pendingToolCallIds").toString()).isEqualTo("[\"" + callId + "\"]");
        assertThat(offered()).contains("ask_user", "add");
        assertThat(first.messages()
                        .getLast()
                        .at("/toolCalls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"question\":\"Sure?\"}");

        AguiEvents second = client.run("basic", withTool(andThen(first, AguiInput.result("r1", callId, "Yes"))));

        assertThat(second.text()).isEqualTo("Fine");
        assertThat(second.last().path("outcome").has("pendingToolCallIds")).isFalse();
        assertThat(input().stream().map(item -> item.path("type").asText()))
                .containsExactly("message", "function_call", "function_call_output");
        assertThat(input().getLast().path("output").asText()).isEqualTo("Yes");
        assertThat(second.messages().stream()
                        .map(message -> message.path("role").asText()))
                .containsExactly("user", "assistant", "tool", "assistant");
    }

    @Test
    void result_ofAClientsTool_isNoMessageThatTheModelIsRemindedAfter() throws IOException {
        AguiEvents first = client.run("shop", withTool(AguiInput.user("u1", "call ask_user {} ;; text Fine")));
        assertThat(input().getFirst().path("content").asText()).isEqualTo("Be kind.");
        String callId = first.only("TOOL_CALL_START").path("toolCallId").asText();

        AguiEvents second = client.run("shop", withTool(andThen(first, AguiInput.result("r1", callId, "Yes"))));

        assertThat(second.text()).isEqualTo("Fine");
        assertThat(input()).hasSize(3);
        assertThat(first.all().toString() + second.all()).doesNotContain("Be kind.");
    }

    @Test
    void calls_ofBothKindsInOneTurn_leaveOnlyTheClientsOpen() throws IOException {
        AguiEvents first = client.run(
                "basic", withTool(AguiInput.user("u1", "call add {\"a\":1,\"b\":2} & call ask_user {} ;; text Fine")));
        String pending = first.last().at("/outcome/pendingToolCallIds/0").asText();

        assertThat(first.only("TOOL_CALL_RESULT").path("content").asText()).isEqualTo("3");
        assertThat(first.last().at("/outcome/pendingToolCallIds")).hasSize(1);

        AguiEvents second = client.run("basic", withTool(andThen(first, AguiInput.result("r1", pending, "Yes"))));

        assertThat(second.text()).isEqualTo("Fine");
        assertThat(input().stream()
                        .filter(item -> item.path("type").asText().equals("function_call_output"))
                        .map(item -> item.path("output").asText()))
                .containsExactlyInAnyOrder("3", "Yes");
    }

    @Test
    void result_thatTellsOfAFailure_tellsItToTheModel() throws IOException {
        AguiEvents first = client.run("basic", withTool(AguiInput.user("u1", "call ask_user {} ;; text Fine")));
        String callId = first.only("TOOL_CALL_START").path("toolCallId").asText();
        ObjectNode result = AguiInput.result("r1", callId, "").put("error", "The user left");

        client.run("basic", withTool(andThen(first, result)));

        assertThat(input().getLast().path("output").asText()).contains("The user left");
    }

    @Test
    void call_clientLeavesUnanswered_isForgotten() throws IOException {
        AguiEvents first = client.run("basic", withTool(AguiInput.user("u1", "call ask_user {} ;; text Fine")));

        AguiEvents second = client.run("basic", withTool(andThen(first, AguiInput.user("u2", "text Never mind"))));

        assertThat(second.text()).isEqualTo("Never mind");
        assertThat(input()).hasSize(2);
    }

    private static ObjectNode withTool(JsonNode... messages) {
        ObjectNode body = AguiInput.of(messages);
        body.withArray("tools").add(AguiInput.json(TOOL));
        return body;
    }

    private static JsonNode[] andThen(AguiEvents events, JsonNode message) {
        List<JsonNode> messages = new ArrayList<>(events.messages());
        messages.add(message);
        return messages.toArray(JsonNode[]::new);
    }

    private static ObjectNode request() {
        return Objects.requireNonNull(
                ScriptedModelServer.current().requests().getLast().body());
    }

    private static List<String> offered() {
        return request().path("tools").findValuesAsText("name");
    }

    private static List<JsonNode> input() {
        List<JsonNode> items = new ArrayList<>();
        request().required("input").forEach(items::add);
        return items;
    }

    @Test
    void result_forAnAgentThatWasHandedTo_goesToThatAgent() throws IOException {
        AguiEvents first = client.run(
                "team",
                withTool(AguiInput.user("u1", "call transfer_to_Analyst {} ;; call ask_user {} ;; text Analyst here")));
        String callId = first.last().at("/outcome/pendingToolCallIds/0").asText();

        AguiEvents second = client.run("team", withTool(andThen(first, AguiInput.result("r1", callId, "Yes"))));

        assertThat(second.of("STEP_STARTED").getFirst().path("stepName").asText())
                .isEqualTo("Analyst");
        assertThat(request().path("instructions").asText()).contains("You analyse.");
        assertThat(input().getLast().path("output").asText()).isEqualTo("Yes");
    }

    @Test
    void input_clientToolResult_isNotGivenToGuardrails() throws IOException {
        AguiEvents first = client.run("office", withTool(AguiInput.user("u1", "call ask_user {} ;; text Fine")));
        String callId = first.last().at("/outcome/pendingToolCallIds/0").asText();

        AguiEvents second = client.run("office", withTool(andThen(first, AguiInput.result("r1", callId, "Yes"))));

        assertThat(second.text()).isEqualTo("Fine");
        assertThat(client.run("office", withTool(AguiInput.user("u1", " "))).text())
                .isEqualTo("Say something.");
    }
}
