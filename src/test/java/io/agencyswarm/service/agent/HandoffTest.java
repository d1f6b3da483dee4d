package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Agents that hand the conversation over. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class HandoffTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void handoff_thereAndBack_continuesWithSameConversation() throws Exception {
        StreamedAnswer streamed = client.stream(
                "workshop",
                "call transfer_to_Clerk {} ;; call transfer_to_Foreman {} ;; call transfer_to_Porter {}"
                        + " ;; text Carried");

        assertThat(streamed.errors()).isEmpty();
        assertThat(agents(streamed.newMessages()))
                .containsExactly(
                        "Foreman", "Foreman", "Foreman", "Foreman", "Clerk", "Clerk", "Clerk", "Foreman", "Foreman",
                        "Foreman", "Porter");
        assertThat(Model.requests().stream()
                        .map(request -> request.path("instructions").asText()))
                .containsExactly(
                        "Mind the machines.\n\nYou are the Foreman.",
                        "Mind the machines.\n\nYou are the Clerk.",
                        "Mind the machines.\n\nYou are the Foreman.",
                        "Mind the machines.\n\nYou are the Porter.");
        assertThat(Model.lastInput()).hasSize(10);
        assertThat(Model.lastInput().stream()
                        .filter(item -> item.path("role").asText().equals("system"))
                        .map(item -> item.path("content").asText()))
                .containsExactly(
                        "Transfer completed. You are Clerk. Please continue the task.",
                        "Transfer completed. You are Foreman. Please continue the task.",
                        "Transfer completed. You are Porter. Please continue the task.");
        assertThat(Model.lastOutputs())
                .containsExactly(
                        "{\"assistant\": \"Clerk\"}", "{\"assistant\": \"Foreman\"}", "{\"assistant\": \"Porter\"}");
        Model.assertGoesOn(client, "workshop", streamed.newMessages());
    }

    @Test
    void handoff_each_beginsAnAgentRunOfItsOwnInTheSameTrace() throws Exception {
        ServiceAnswer answer =
                client.ask("workshop", "call transfer_to_Clerk {} ;; call transfer_to_Foreman {} ;; text Back again");

        List<String> runs = answer.newMessages().findValuesAsText("agent_run_id");
        assertThat(runs.stream().distinct()).hasSize(3);
        assertThat(answer.newMessages().findValuesAsText("run_trace_id").stream()
                        .distinct())
                .hasSize(1);
        assertThat(answer.newMessages()).allSatisfy(item -> {
            assertThat(item.path("callerAgent").isNull()).isTrue();
            assertThat(item.has("parent_run_id")).isFalse();
        });
    }

    @Test
    void handoff_besideAToolCall_runsTheToolFirst() throws Exception {
        StreamedAnswer streamed = client.stream(
                "workshop", "call transfer_to_Clerk {} & call note {\"text\":\"on the way\"} ;; text Clerk here");

        assertThat(streamed.errors()).isEmpty();
        assertThat(Model.requests()).hasSize(2);
        assertThat(Model.lastOutputs())
                .hasSize(2)
                .anySatisfy(output -> assertThat(output).contains("on the way"));
        assertThat(streamed.indexOf("tool_output", "Foreman")).isGreaterThan(0);
        assertThat(streamed.newMessages()
                        .get(streamed.newMessages().size() - 1)
                        .path("agent")
                        .asText())
                .isEqualTo("Clerk");
        Model.assertGoesOn(client, "workshop", streamed.newMessages());
    }

    @Test
    void handoffs_twoInOneTurn_theFirstIsCarriedOutTheSecondToldIgnored() throws Exception {
        ServiceAnswer answer =
                client.ask("workshop", "call transfer_to_Porter {} & call transfer_to_Clerk {} ;; text Porter here");

        assertThat(Model.requests()).hasSize(2);
        assertThat(Model.requests().getLast().path("instructions").asText()).endsWith("You are the Porter.");
        assertThat(Model.lastOutputs())
                .hasSize(2)
                .anySatisfy(output -> assertThat(output).isEqualTo("{\"assistant\": \"Porter\"}"))
                .anySatisfy(output -> assertThat(output).contains("ignored"));
        Model.assertGoesOn(client, "workshop", answer.newMessages());
    }

    @Test
    void handoff_events_tellWhoHadItAndWhoHasIt() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", "call transfer_to_Clerk {} ;; text Clerk here");
        List<String> happenings = streamed.happenings().stream()
                .filter(what -> !what.startsWith("response."))
                .toList();

        assertThat(happenings)
                .containsExactly(
                        "meta",
                        "agent_updated_stream_event",
                        "tool_called",
                        "handoff_requested",
                        "handoff_occured",
                        "agent_updated_stream_event",
                        "message_output_created",
                        "messages",
                        "end");
        JsonNode occurred = streamed.frames()
                .get(streamed.indexOf("handoff_occured", "Clerk"))
                .event();
        assertThat(occurred.at("/item/agent/name").asText()).isEqualTo("Foreman");
    }

    @Test
    void handoff_withinADelegatedRun_answersTheParent() throws Exception {
        // Developer asks CEO, which hands over to Analyst, whose answer is the output of Developer's call.
        String ceo = "call transfer_to_Analyst {} ;; text Analysed";
        String developer = ServiceClient.delegate("CEO", ceo) + " ;; text Built";
        ServiceAnswer answer = client.ask("team", ServiceClient.says(developer).put("recipient_agent", "Developer"));

        assertThat(answer.response()).as(answer.text()).isEqualTo("Built");
        assertThat(Model.lastOutputs()).containsExactly("Analysed");
        assertThat(answer.newMessages())
                .filteredOn(item -> item.path("agent").asText().equals("Analyst"))
                .isNotEmpty()
                .allSatisfy(
                        item -> assertThat(item.path("callerAgent").asText()).isEqualTo("Developer"));
        Model.assertGoesOn(client, "team", answer.newMessages());
    }

    @Test
    void handoff_agentDoesNotHave_isReportedToModel() throws Exception {
        client.ask("workshop", "call transfer_to_Worker {} ;; text I see");

        assertThat(Model.lastOutputs()).singleElement().asString().contains("transfer_to_Worker", "transfer_to_Clerk");
    }

    @Test
    void history_afterAHandoff_isKnownToBothAgents() throws Exception {
        ServiceAnswer first = client.ask("workshop", "call transfer_to_Clerk {} ;; text Clerk here");
        client.ask(
                "workshop",
                ServiceClient.says("text Clerk again", first.newMessages()).put("recipient_agent", "Clerk"));
        assertThat(Model.lastInput()).hasSize(6);

        client.ask("workshop", ServiceClient.says("text Foreman again", first.newMessages()));
        assertThat(Model.lastInput()).hasSize(6);
    }

    private static List<String> agents(JsonNode items) {
        List<String> agents = new ArrayList<>();
        items.forEach(item -> agents.add(item.path("agent").asText()));
        return agents;
    }
}
