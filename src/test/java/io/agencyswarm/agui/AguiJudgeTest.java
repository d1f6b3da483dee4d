package io.agencyswarm.agui;

import static io.agencyswarm.agui.AguiInput.assistant;
import static io.agencyswarm.agui.AguiInput.delegate;
import static io.agencyswarm.agui.AguiInput.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.testing.ReceivedRequest;
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

/** The expectations of the protocol's client, case by case; {@link AguiVariantTest} tests the endpoints. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiJudgeTest {

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void run_hello_saysItAndEndsWithUsage() throws IOException {
        AguiEvents events = run("basic", "text Good day");

        assertThat(events.types())
                .containsExactly(
                        "RUN_STARTED",
                        "STEP_STARTED",
                        "TEXT_MESSAGE_START",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_END",
                        "STEP_FINISHED",
                        "MESSAGES_SNAPSHOT",
                        "RUN_FINISHED");
        assertThat(events.text()).isEqualTo("Good day");
        assertThat(events.only("RUN_STARTED").path("threadId").asText()).isEqualTo("t1");
        assertThat(events.only("RUN_STARTED").path("protocolVersion").asText()).isEqualTo("1.0");
        assertThat(events.messages()).hasSize(2);
        assertThat(events.messages().get(1).path("content").asText()).isEqualTo("Good day");
        assertThat(events.last().path("runId").asText()).isEqualTo("r1");
        assertThat(events.last().at("/usage/0/inputTokens").asInt()).isPositive();
        assertThat(events.outcome()).isEqualTo("success");
    }

    @Test
    void run_tool_reportsCallAndResult() throws IOException {
        AguiEvents events = run("basic", "call add {\"a\":1,\"b\":2} ;; text Three");

        assertThat(events.only("TOOL_CALL_START").path("toolCallName").asText()).isEqualTo("add");
        assertThat(events.deltas("TOOL_CALL_ARGS")).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(events.only("TOOL_CALL_RESULT").path("content").asText()).isEqualTo("3");
        assertThat(events.text()).isEqualTo("Three");
        assertThat(events.messages().stream()
                        .map(message -> message.path("role").asText()))
                .containsExactly("user", "assistant", "tool", "assistant");
    }

    @Test
    void run_parallelTools_givesEachItsResult() throws IOException {
        AguiEvents events = run("basic", "call add {\"a\":1,\"b\":2} & call wait {\"millis\":20} ;; text done");

        assertThat(events.of("TOOL_CALL_RESULT")).hasSize(2);
        assertThat(events.of("TOOL_CALL_START").stream().map(call -> call.path("parentMessageId")))
                .hasSize(2)
                .containsOnly(events.of("TOOL_CALL_START").getFirst().path("parentMessageId"));
        assertThat(events.messages().get(1).path("toolCalls")).hasSize(2);
    }

    @Test
    void run_reasoning_isASpanOfItsOwn() throws IOException {
        AguiEvents events = run("basic", "reason thinking hard | text Done");

        assertThat(events.types())
                .containsSubsequence(
                        "REASONING_START",
                        "REASONING_MESSAGE_START",
                        "REASONING_MESSAGE_CONTENT",
                        "REASONING_MESSAGE_END",
                        "REASONING_END",
                        "TEXT_MESSAGE_START");
        assertThat(events.deltas("REASONING_MESSAGE_CONTENT")).isEqualTo("thinking hard");
    }

    @Test
    void run_delegation_attributesWhatTheSubagentSays() throws IOException {
        AguiEvents events = run("team", delegate("Developer", "text hi from dev") + " ;; text Boss");
        JsonNode started = events.only("SUBAGENT_STARTED");
        List<JsonNode> texts = events.of("TEXT_MESSAGE_CONTENT");

        assertThat(started.path("name").asText()).isEqualTo("Developer");
        assertThat(started.path("parentToolCallId"))
                .isEqualTo(events.only("TOOL_CALL_START").path("toolCallId"));
        assertThat(events.only("SUBAGENT_FINISHED").path("result").asText()).isEqualTo("hi from dev");
        assertThat(texts)
                .anyMatch(text -> text.path("subagentRunId").equals(started.path("subagentRunId"))
                        && text.path("delta").asText().contains("hi"));
        assertThat(texts)
                .anyMatch(text -> !text.has("subagentRunId")
                        && text.path("delta").asText().contains("Boss"));
    }

    @Test
    void run_handoff_isACallAndAnotherStep() throws IOException {
        AguiEvents events = run("team", "call transfer_to_Analyst {} ;; text Analyst here");

        assertThat(events.text()).isEqualTo("Analyst here");
        assertThat(events.of("STEP_STARTED").stream()
                        .map(step -> step.path("stepName").asText()))
                .containsExactly("CEO", "Analyst");
        assertThat(events.only("TOOL_CALL_RESULT").path("content").asText()).contains("Analyst");
    }

    @Test
    void run_history_continuesFromThere() throws IOException {
        AguiEvents events = run("basic", user("m0", "Hi"), assistant("m1", "Hello to you"), user("m2", "text third"));

        assertThat(events.text()).isEqualTo("third");
        assertThat(events.messages().stream()
                        .limit(3)
                        .map(message -> message.path("id").asText()))
                .containsExactly("m0", "m1", "m2");
        assertThat(events.messages()).hasSize(4);
    }

    @Test
    void run_modelRefuses_endsWithAnError() throws IOException {
        AguiEvents events = run("basic", "fail 400");

        assertThat(events.last().path("type").asText()).isEqualTo("RUN_ERROR");
        assertThat(events.last().path("message").asText()).contains("Assistant", "400");
        assertThat(events.last().path("code").asText()).isEqualTo("MODEL_REFUSED");
        assertThat(events.types()).doesNotContain("RUN_FINISHED");
    }

    @Test
    void run_modelBreaksMidway_closesTheMessageAndEndsWithAnError() throws IOException {
        for (String fault : List.of("broken", "drop", "half")) {
            AguiEvents events = run("basic", fault);

            assertThat(events.types()).containsSubsequence("TEXT_MESSAGE_START", "TEXT_MESSAGE_END", "RUN_ERROR");
            assertThat(events.messages()).as("whole messages only").hasSize(1);
        }
    }

    @Test
    void run_toolFails_endsOneWayOrTheOther() throws IOException {
        AguiEvents failed =
                run("team", delegate("Developer", "call explode {\"reason\":\"x\"} ;; text ok") + " ;; text fine");
        AguiEvents event =
                run("team", delegate("Developer", "call stumble {\"reason\":\"x\"} ;; text ok") + " ;; text fine");

        assertThat(failed.last().path("code").asText()).isEqualTo("TOOL_FAILED");
        assertThat(failed.only("SUBAGENT_ERROR").path("message").asText()).contains("exploded: x");
        assertThat(event.outcome()).isEqualTo("success");
    }

    @Test
    void run_delegatedModelFails_isSubagentsErrorAndRunContinues() throws IOException {
        AguiEvents events = run("team", delegate("Developer", "broken") + " ;; text So be it");

        assertThat(events.only("SUBAGENT_ERROR").path("message").asText()).contains("Developer could not answer");
        assertThat(events.types()).doesNotContain("SUBAGENT_FINISHED");
        assertThat(events.outcome()).isEqualTo("success");
    }

    /** Runs a case, and checks that the last message reaches the model once. */
    private AguiEvents run(String agency, String message) throws IOException {
        return run(agency, user("u1", message));
    }

    private AguiEvents run(String agency, JsonNode... messages) throws IOException {
        ScriptedModelServer.current().reset();
        AguiEvents events = client.run(agency, AguiInput.of(messages));
        List<String> answer = new ArrayList<>();
        for (JsonNode item : Objects.requireNonNull(firstRequest().body()).required("input")) {
            if (item.path("role").asText().equals("user")) {
                answer.add(item.path("content").asText());
            }
        }
        assertThat(answer)
                .containsOnlyOnce(messages[messages.length - 1].path("content").asText());
        return events;
    }

    private static ReceivedRequest firstRequest() {
        return ScriptedModelServer.current().requests().getFirst();
    }
}
