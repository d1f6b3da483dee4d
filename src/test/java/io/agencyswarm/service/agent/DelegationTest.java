package io.agencyswarm.service.agent;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that ask other agents. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class DelegationTest {

    private static final String MEET = "call meet {} ;; text Met";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void calls_ofOneTurn_runConcurrently() throws Exception {
        ServiceAnswer answer = client.ask("workshop", "call meet {} & call meet {} ;; text Done");

        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly("met", "met");
    }

    @Test
    void delegations_ofOneTurn_runConcurrently() throws Exception {
        // A tool returns only if both delegated runs are active at the same time.
        ServiceAnswer answer = client.ask(
                "workshop", delegate("Worker", MEET) + " & " + delegate("Worker", MEET) + " ;; text Both met");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Both met");
        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly("met", "met", "Met", "Met");
        assertThat(Model.lastOutputs()).containsExactly("Met", "Met");
        Model.assertGoesOn(client, "workshop", answer.newMessages());
    }

    @Test
    void events_ofADelegatedRun_lieBetweenTheParentsCallAndItsOutput() throws Exception {
        StreamedAnswer streamed = client.stream(
                "team", delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text Three") + " ;; text Done");
        int called = streamed.indexOf("tool_called", "CEO");
        int returned = streamed.indexOf("tool_output", "CEO");
        List<AnswerFrame> developers = streamed.frames().stream()
                .filter(frame -> frame.agent().equals("Developer"))
                .toList();

        assertThat(developers).isNotEmpty();
        assertThat(streamed.frames().subList(called, returned)).containsAll(developers);
        assertThat(streamed.frames().stream().filter(developers::contains)).hasSameSizeAs(developers);
        assertThat(developers.getFirst().what()).isEqualTo("agent_updated_stream_event");
        String callId = streamed.frames().get(called).event().path("call_id").asText();
        assertThat(developers).allSatisfy(frame -> {
            assertThat(frame.event().path("callerAgent").asText()).isEqualTo("CEO");
            assertThat(frame.event().path("parent_run_id").asText())
                    .as(frame.what())
                    .isEqualTo(callId);
        });
        assertThat(developers).anyMatch(frame -> frame.what().equals(Cancels.DELTA));
        assertThat(streamed.frames())
                .filteredOn(frame -> frame.agent().equals("CEO"))
                .noneMatch(frame -> frame.event().has("parent_run_id"));
        assertThat(streamed.newMessages())
                .filteredOn(item -> item.path("agent").asText().equals("Developer"))
                .hasSize(4)
                .allSatisfy(
                        item -> assertThat(item.path("parent_run_id").asText()).isEqualTo(callId));
    }

    @Test
    void agent_askedTwice_remembersTheFirstTime() throws Exception {
        client.ask(
                "team", delegate("Developer", "text One") + " ;; " + delegate("Developer", "text Two") + " ;; text Ok");
        ObjectNode second = Model.requests().get(3);

        assertThat(second.path("instructions").asText()).endsWith("You build.");
        assertThat(second.path("input")).hasSize(3);
        assertThat(second.at("/input/0/content").asText()).isEqualTo("text One");
        assertThat(second.at("/input/1/content/0/text").asText()).isEqualTo("One");
        assertThat(second.at("/input/2/content").asText()).isEqualTo("text Two");
    }

    @Test
    void agent_askedByTwoOthers_keepsTheConversationsApart() throws Exception {
        // The CEO that talks to the user and the CEO that Developer asks have separate conversations.
        client.ask("team", delegate("Developer", delegate("CEO", "text Inner") + " ;; text Outer") + " ;; text Ok");
        ObjectNode inner = Model.requests().get(2);

        assertThat(inner.path("instructions").asText()).endsWith("You lead.");
        assertThat(inner.path("input")).hasSize(1);
        assertThat(inner.at("/input/0/content").asText()).isEqualTo("text Inner");
    }

    @Test
    void delegate_unknownAgent_returnsRecipientsToModel() throws Exception {
        ServiceAnswer answer = client.ask("team", delegate("Analyst", "text Hi") + " ;; text I see");

        assertThat(answer.response()).isEqualTo("I see");
        assertThat(Model.lastOutputs()).singleElement().asString().contains("\"Analyst\"", "CEO", "Developer");
        assertThat(Model.requests()).hasSize(2);
    }

    @Test
    void agent_namedInLowerCase_isAsked() throws Exception {
        StreamedAnswer streamed = client.stream("team", delegate("developer", "text Hi there") + " ;; text I see");

        assertThat(Model.lastOutputs()).containsExactly("Hi there");
        assertThat(streamed.frames()).anyMatch(frame -> frame.agent().equals("Developer"));
        assertThat(Model.requests()).hasSize(3);
    }

    @Test
    void arguments_missingOrMalformed_areReportedToModel() throws Exception {
        ServiceAnswer answer = client.ask(
                "team",
                "call send_message {\"recipient_agent\":\"Developer\"} & call send_message {\"message\":\"Hi\"}"
                        + " & call send_message {} & call send_message not-json ;; text I see");

        assertThat(answer.response()).as(answer.text()).isEqualTo("I see");
        assertThat(Model.lastOutputs()).hasSize(4);
        assertThat(Model.lastOutputs().get(0)).contains("message", "Field required");
        assertThat(Model.lastOutputs().get(1)).contains("recipient_agent", "Field required");
        assertThat(Model.lastOutputs().get(2)).contains("Field required");
        assertThat(Model.lastOutputs().get(3)).contains("do not fit");
        assertThat(Model.requests()).hasSize(2);
    }

    @Test
    void failure_ofDelegatedAgentsModel_isReportedToCallersModel() throws Exception {
        ServiceAnswer answer = client.ask("team", delegate("Developer", "broken") + " ;; text So be it");

        assertThat(answer.response()).isEqualTo("So be it");
        assertThat(Model.lastOutputs())
                .singleElement()
                .asString()
                .contains("Agent Developer: the model server reported a failure: ");
        Model.assertGoesOn(client, "team", answer.newMessages());
    }

    @Test
    void tool_failsRun_failsItFromDelegatedRunToo() throws Exception {
        StreamedAnswer streamed = client.stream(
                "team", delegate("Developer", "call explode {\"reason\":\"boom\"} ;; text Never") + " ;; text Never");

        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .contains("explode", "exploded: boom")
                        .doesNotContain("Exception"));
        assertThat(Model.requests()).hasSize(2);
        Model.assertGoesOn(client, "team", streamed.newMessages());
    }

    @Test
    void instructions_reachEachAgent_sharedFirstAdditionalLast() throws Exception {
        String call = "call send_message {\"recipient_agent\":\"Developer\",\"message\":\"text Ok\","
                + "\"additional_instructions\":\"In Java.\"} ;; text Done";
        client.ask("team", ServiceClient.says(call).put("additional_instructions", "Politely."));

        List<String> instructions = Model.requests().stream()
                .map(request -> request.path("instructions").asText())
                .toList();
        assertThat(instructions)
                .containsExactly(
                        "Be brief.\n\nYou lead.\n\n---\n\nPolitely.",
                        "Be brief.\n\nYou build.\n\n---\n\nIn Java.",
                        "Be brief.\n\nYou lead.\n\n---\n\nPolitely.");
    }

    @Test
    void usage_ofDelegatedRuns_isSummedUp() throws Exception {
        JsonNode alone = client.ask("team", "text Done").body().path("usage");
        JsonNode usage = client.ask("team", delegate("Developer", "text Ok") + " ;; text Done")
                .body()
                .path("usage");

        assertThat(alone.path("request_count").asInt()).isEqualTo(1);
        assertThat(usage.path("request_count").asInt()).isEqualTo(3);
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("input_tokens").asInt()
                        + usage.path("output_tokens").asInt())
                .isGreaterThan(2 * alone.path("total_tokens").asInt());
        assertThat(usage.path("total_cost").asDouble())
                .isGreaterThan(alone.path("total_cost").asDouble());
    }

    @Test
    void loop_neverEnds_failsWithAgentAndLimit() throws Exception {
        ServiceAnswer answer = client.ask("basic", "call add {\"a\":1,\"b\":2} ;; ".repeat(30));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error").asText())
                .startsWith("Agent Assistant ")
                .contains("25 turns");
        assertThat(Model.requests()).hasSize(25);
    }
}
