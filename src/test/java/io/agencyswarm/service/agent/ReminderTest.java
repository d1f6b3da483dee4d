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

/** Reminders, which are part of one model request. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ReminderTest {

    private static final String NOTE = "call note {\"text\":\"x\"}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    /** As recorded: the input starts with the reminder in the first request, and again after two calls. */
    @Test
    void reminders_areInTheirRequestAlone_beforeTheUsersMessage() throws Exception {
        String script = NOTE + " ;; " + NOTE + " ;; text Done.";
        StreamedAnswer streamed = client.stream("reminded", script);

        assertThat(systems()).containsExactly(List.of("0 Be kind."), List.of(), List.of("0 Pause."));
        assertThat(Model.requests().getFirst().at("/input/0"))
                .isEqualTo(Json.object().put("role", "system").put("content", "Be kind."));
        assertThat(streamed.newMessages().toString()).doesNotContain("Be kind.", "Pause.");
        assertThat(streamed.frames())
                .allSatisfy(frame -> assertThat(frame.event().toString()).doesNotContain("Be kind.", "Pause."));
    }

    @Test
    void reminder_afterAHistory_standsBeforeTheLastMessageOfTheUser() throws Exception {
        ServiceAnswer first = client.ask("reminded", "text One.");
        Model.forget();
        client.ask("reminded", ServiceClient.says("text Two.", first.newMessages()));

        assertThat(systems()).containsExactly(List.of("2 Be kind."));
        assertThat(Model.lastInput()).hasSize(4);
    }

    @Test
    void reminder_afterToolCalls_countsThoseOfATurn() throws Exception {
        client.ask("reminded", NOTE + " & " + NOTE + " & " + NOTE + " ;; " + NOTE + " ;; text Done.");

        assertThat(systems()).containsExactly(List.of("0 Be kind."), List.of("0 Pause."), List.of("0 Pause."));
    }

    @Test
    void reminder_afterToolCalls_isOncePerRequestAndBeginsAnewInEachRun() throws Exception {
        client.ask("reminded", NOTE + " ;; text Done.");
        client.ask("reminded", NOTE + " ;; text Done.");

        assertThat(systems()).containsExactly(List.of("0 Be kind."), List.of(), List.of("0 Be kind."), List.of());
    }

    @Test
    void reminder_afterAHandoffAndBack_isOfTheAgentTheUserSpokeTo() throws Exception {
        client.ask(
                "reminded",
                withCustomer(NOTE + " ;; call transfer_to_Polite {} ;; call transfer_to_Plain {} ;; " + NOTE
                        + " ;; text Done."));

        assertThat(texts())
                .containsExactly(
                        List.of("Be kind."),
                        List.of(),
                        List.of("Transfer completed. You are Polite. Please continue the task."),
                        List.of(
                                "Transfer completed. You are Polite. Please continue the task.",
                                "Transfer completed. You are Plain. Please continue the task."),
                        List.of(
                                "Pause.",
                                "Transfer completed. You are Polite. Please continue the task.",
                                "Transfer completed. You are Plain. Please continue the task."));
    }

    @Test
    void reminder_ofADelegatedRun_countsItsCallsAndNotTheMessage() throws Exception {
        client.ask(
                "reminded",
                withCustomer(ServiceClient.delegate("Plain", NOTE + " & " + NOTE + " ;; text In") + " ;; text Out")
                        .put("recipient_agent", "Polite"));

        assertThat(texts()).containsExactly(List.of("Greet Ada."), List.of(), List.of("Pause."), List.of());
    }

    @Test
    void reminder_ofTheContext_isMadeForEachRun_andABlankOneIsLeftOut() throws Exception {
        client.ask("reminded", ServiceClient.says("text Hello.").put("recipient_agent", "Polite"));
        client.ask("reminded", withCustomer("text Hello.").put("recipient_agent", "Polite"));

        assertThat(texts()).containsExactly(List.of(), List.of("Greet Ada."));
    }

    @Test
    void reminder_cannotBeMade_failsRunWithSentence() throws Exception {
        ObjectNode body = ServiceClient.says("text Hello.").put("recipient_agent", "Polite");
        body.putObject("user_context").put("customer", 7);
        ServiceAnswer answer = client.ask("reminded", body);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .contains("Agent Polite: the text of a reminder could not be created: a number has no name");
    }

    private static ObjectNode withCustomer(String script) {
        ObjectNode body = ServiceClient.says(script);
        body.putObject("user_context").put("customer", "Ada");
        return body;
    }

    /** Returns the system messages of each request with their positions in its input. */
    private static List<List<String>> systems() {
        List<List<String>> all = new ArrayList<>();
        for (JsonNode request : Model.requests()) {
            List<String> systems = new ArrayList<>();
            JsonNode input = request.path("input");
            for (int i = 0; i < input.size(); i++) {
                if (input.get(i).path("role").asText().equals("system")) {
                    systems.add(i + " " + input.get(i).path("content").asText());
                }
            }
            all.add(systems);
        }
        return all;
    }

    private static List<List<String>> texts() {
        return systems().stream()
                .map(texts -> texts.stream()
                        .map(text -> text.substring(text.indexOf(' ') + 1))
                        .toList())
                .toList();
    }
}
