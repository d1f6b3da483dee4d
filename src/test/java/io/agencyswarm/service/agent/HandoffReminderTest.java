package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reminder for the next agent's model at a handoff. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class HandoffReminderTest {

    private static final ObjectNode OWN = Json.object().put("role", "system").put("content", "You are it now.");

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void reminder_isPartOfTheConversation_andOfNoFrame() throws Exception {
        StreamedAnswer streamed = client.stream("flows", "call transfer_to_Analyst {} ;; text Done.");

        assertThat(kinds(streamed.newMessages()))
                .containsExactly("user", "system", "function_call", "function_call_output", "assistant");
        JsonNode reminder = streamed.newMessages().get(1);
        assertThat(reminder.path("content").asText()).isEqualTo("You are it now.");
        assertThat(reminder.path("message_origin").asText()).isEqualTo("handoff_reminder");
        assertThat(reminder.path("agent").asText()).isEqualTo("CEO");
        assertThat(reminder.path("callerAgent").isNull()).isTrue();
        assertThat(reminder.path("history_protocol").asText()).isEqualTo("responses");
        assertThat(reminder.has("type")).isFalse();
        assertTimestampsGrow(streamed.newMessages());
        assertThat(Model.lastInput().get(1)).isEqualTo(OWN);
        assertThat(kinds(Model.lastInput())).containsExactly("user", "system", "function_call", "function_call_output");
        assertThat(streamed.frames())
                .filteredOn(frame -> !frame.what().equals("messages"))
                .allSatisfy(frame -> assertThat(frame.event().toString()).doesNotContain("You are it now."));
    }

    @Test
    void reminder_ofASilentHandoff_isNowhere() throws Exception {
        ServiceAnswer answer = client.ask("flows", "call transfer_to_Quiet {} ;; text Done.");

        assertThat(kinds(answer.newMessages()))
                .containsExactly("user", "function_call", "function_call_output", "assistant");
        assertThat(kinds(Model.lastInput())).containsExactly("user", "function_call", "function_call_output");
    }

    @Test
    void reminder_standsBeforeTheWholeTurn_soThatReasoningStaysWithItsCalls() throws Exception {
        ServiceAnswer answer = client.ask(
                "workshop",
                "call note {\"text\":\"first\"} ;; reason Clerk knows | call transfer_to_Clerk {} & call note"
                        + " {\"text\":\"second\"} & call transfer_to_Porter {} ;; text Clerk here");

        assertThat(kinds(answer.newMessages()))
                .containsExactly(
                        "user",
                        "function_call",
                        "function_call_output",
                        "system",
                        "reasoning",
                        "function_call",
                        "function_call",
                        "function_call",
                        "function_call_output",
                        "function_call_output",
                        "function_call_output",
                        "assistant");
        List<String> sent = kinds(answer.newMessages());
        assertThat(kinds(Model.lastInput())).isEqualTo(sent.subList(0, sent.size() - 1));
        assertTimestampsGrow(answer.newMessages());
        Model.assertGoesOn(client, "workshop", answer.newMessages());
    }

    @Test
    void reminder_inAHistoryOfTheClients_goesToTheModelAsItWas() throws Exception {
        ServiceAnswer first = client.ask("flows", "call transfer_to_Analyst {} ;; text Done.");
        ServiceAnswer second = client.ask(
                "flows", ServiceClient.says("text More.", first.newMessages()).put("recipient_agent", "Analyst"));

        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(kinds(second.newMessages())).containsExactly("user", "assistant");
        assertThat(Model.lastInput().get(1)).isEqualTo(OWN);
        assertThat(kinds(Model.lastInput()))
                .containsExactly("user", "system", "function_call", "function_call_output", "assistant", "user");
    }

    @Test
    void reminder_inAStoredThread_isKeptAndReadAgain() throws Exception {
        String thread = "handed-over-" + System.nanoTime();
        client.ask(
                "flows",
                ServiceClient.says("call transfer_to_Analyst {} ;; text Done.").put("thread_id", thread));
        client.ask(
                "flows",
                ServiceClient.says("text More.").put("thread_id", thread).put("recipient_agent", "Analyst"));

        assertThat(Model.lastInput().get(1)).isEqualTo(OWN);
        JsonNode stored =
                Json.read(client.get("/flows/threads/" + thread).text()).path("items");
        assertThat(kinds(stored))
                .containsExactly(
                        "user", "system", "function_call", "function_call_output", "assistant", "user", "assistant");
        assertThat(stored.get(1).path("message_origin").asText()).isEqualTo("handoff_reminder");
    }

    @Test
    void reminder_withinADelegatedRun_isOfThatRun() throws Exception {
        String ceo = "call transfer_to_Analyst {} ;; text Analysed";
        String developer = ServiceClient.delegate("CEO", ceo) + " ;; text Built";
        ServiceAnswer answer = client.ask("team", ServiceClient.says(developer).put("recipient_agent", "Developer"));

        assertThat(answer.newMessages())
                .filteredOn(item -> item.path("message_origin").asText().equals("handoff_reminder"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.path("callerAgent").asText()).isEqualTo("Developer");
                    assertThat(item.path("parent_run_id").asText()).isNotEmpty();
                    assertThat(item.path("content").asText())
                            .isEqualTo("Transfer completed. You are Analyst. Please continue the task.");
                });
        Model.assertGoesOn(client, "team", answer.newMessages());
    }

    private static void assertTimestampsGrow(JsonNode items) {
        List<Long> times = new ArrayList<>();
        items.forEach(item -> times.add(item.path("timestamp").asLong()));
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> kinds(Iterable<JsonNode> items) {
        List<String> kinds = new ArrayList<>();
        items.forEach(item -> kinds.add(
                item.has("role")
                        ? item.path("role").asText()
                        : item.path("type").asText()));
        return kinds;
    }
}
