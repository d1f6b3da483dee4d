package io.agencyswarm.service.agent;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.TightProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tools and guardrails that ask agents within the run. One tool runs at a time, and a run may make six model requests.
 */
@QuarkusTest
@TestProfile(TightProfile.class)
@Timeout(60)
class AskingAgentsTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);
        Model.forget();
    }

    @Test
    void tool_asksAnAgent_hasItsAnswerAndClientsSeeNothing() throws Exception {
        StreamedAnswer streamed = client.stream("court", consult("Judge", "text Sunny") + " ;; text Done");

        assertThat(Model.lastOutputs()).containsExactly("heard: Sunny");
        assertThat(streamed.frames()).noneMatch(frame -> frame.agent().equals("Judge"));
        assertThat(Cancels.kinds(streamed.newMessages()))
                .containsExactly("user", "function_call", "function_call_output", "assistant");
        assertThat(streamed.messages().at("/usage/request_count").asInt()).isEqualTo(3);
        JsonNode judged = Model.requests().get(1);
        assertThat(judged.path("instructions").asText()).contains("You are the Judge.");
        assertThat(judged.path("input")).hasSize(1);
        assertThat(judged.at("/input/0/content").asText()).isEqualTo("text Sunny");
    }

    /** There is one place for tools, so a tool that kept its place would wait for itself. */
    @Test
    void tool_asksAnAgentWithTools_givesThemItsPlace() throws Exception {
        String judge = "call recall {\"key\":\"colour\"} ;; text Recalled";
        String keep = "call keep {\"key\":\"colour\",\"value\":\"red\"} ;; ";

        ServiceAnswer answer = client.ask("court", keep + consult("Judge", judge) + " ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertThat(Model.lastOutputs()).containsExactly("kept", "heard: Recalled");
        assertThat(Model.requests().get(3).toString()).contains("red");
        // The place was taken again and released.
        assertThat(client.ask("court", consult("Judge", "text Sunny") + " ;; text Done")
                        .response())
                .isEqualTo("Done");
    }

    /** Another run's tools need places as well. */
    @Test
    void tool_asksAnAgency_givesItsToolsItsPlace() throws Exception {
        String judge = "call recall {\"key\":\"colour\"} ;; text Recalled";

        ServiceAnswer answer =
                client.ask("court", "call inquire " + Json.object().put("message", judge) + " ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertThat(Model.lastOutputs()).containsExactly("Recalled");
    }

    /** The nested call waits on the tool's thread too, which then has no place to release. */
    @Test
    void tool_asksAnAgentWhoseGuardrailAsksAnAgency_takesItsPlaceOnce() throws Exception {
        String asks = consult("Wary", "text Sunny");

        ServiceAnswer answer = client.ask("court", asks + " ;; call recall {\"key\":\"colour\"} ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertThat(Model.lastOutputs()).containsExactly("heard: Sunny", "null");
    }

    @Test
    void askedAgent_delegates_isUnseenToo() throws Exception {
        StreamedAnswer streamed = client.stream(
                "court",
                consult("Judge", delegate("Teller", "text {\"city\":\"Rome\",\"degrees\":20}") + " ;; text Warm")
                        + " ;; text Done");

        assertThat(Model.lastOutputs()).containsExactly("heard: Warm");
        assertThat(streamed.frames())
                .noneMatch(
                        frame -> frame.agent().equals("Teller") || frame.agent().equals("Judge"));
        assertThat(streamed.newMessages()).hasSize(4);
    }

    @Test
    void askedAgent_hasAnOutputType_answersInJson() throws Exception {
        client.ask("court", consult("Teller", "text {\"city\":\"Rome\",\"degrees\":20}") + " ;; text Done");

        assertThat(Model.lastOutputs()).containsExactly("heard: {\"city\":\"Rome\",\"degrees\":20}");
    }

    @Test
    void ask_unknownAgent_returnsErrorToModel() throws Exception {
        client.ask("court", consult("Nobody", "text Hi") + " ;; text Done");

        assertThat(Model.lastOutputs())
                .singleElement()
                .asString()
                .contains("the tool consult", "no agent \"Nobody\"", "Judge");
    }

    @Test
    void askedAgent_fails_isReportedToModel() throws Exception {
        client.ask("court", consult("Judge", "fail 400") + " ;; text Done");

        assertThat(Model.lastOutputs()).singleElement().asString().contains("the tool consult", "Agent Judge");
    }

    @Test
    void agents_askEachOtherTooDeeply_areRefused() throws Exception {
        ServiceAnswer answer = client.ask("court", "call dig {} ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertThat(Model.requests().get(3).toString()).contains("agency-swarm.limits.delegation-depth");
    }

    @Test
    void ask_byTool_countsAsModelRequest() throws Exception {
        String asks = (consult("Judge", "text Sunny") + " ;; ").repeat(4);

        ServiceAnswer answer = client.ask("court", asks + "text Done");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error").asText()).contains("agency-swarm.limits.model-requests");
        assertThat(Model.requests()).hasSize(6);
    }

    /** The run ends for it, not only the tool. */
    @Test
    void askedAgent_whoseToolFailsTheRun_failsTheRun() throws Exception {
        StreamedAnswer streamed =
                client.stream("court", consult("Judge", "call insist {} ;; text Hm") + " ;; text Done");

        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .contains("Agent Judge", "the tool insist", "overruled"));
        assertThat(streamed.frames().getLast().name()).isEqualTo("end");
        assertThat(Model.requests()).hasSize(2);
    }

    @Test
    void cancelAfterTheTurn_whileAnAgentIsAsked_letsItAnswer() throws Exception {
        String gate = UUID.randomUUID().toString();
        String judge = "call hold {\"gate\":\"" + gate + "\"} ;; text Sunny";
        try (LiveStream live = client.open("court", consult("Judge", judge) + " ;; text Done")) {
            String runId = live.runId();
            gates.awaitEntered(gate);
            // The answer comes after the wait for the run's end has timed out.
            client.cancelLater("court", runId, "after_turn").get(30, TimeUnit.SECONDS);
            gates.open(gate);

            assertThat(live.rest().newMessages().toString()).contains("heard: Sunny");
        }
    }

    @Test
    void cancel_whileAnAgentIsAsked_endsItsModelRequest() throws Exception {
        try (LiveStream live = client.open("court", consult("Judge", "hang") + " ;; text Done")) {
            String runId = live.runId();
            Model.awaitRequests(2);
            ServiceAnswer cancelled = client.cancel("court", runId);

            assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
            assertThat(Cancels.kinds(live.rest().newMessages())).containsExactly("user");
        }
        Model.awaitClosed();
    }

    @Test
    void cancel_whileAToolOfTheAskedAgentWorks_endsAll() throws Exception {
        String gate = UUID.randomUUID().toString();
        String judge = "call hold {\"gate\":\"" + gate + "\"} ;; text Held";
        try (LiveStream live = client.open("court", consult("Judge", judge) + " ;; text Done")) {
            String runId = live.runId();
            gates.awaitEntered(gate);
            client.cancel("court", runId);

            assertThat(live.rest().frames().getLast().name()).isEqualTo("end");
            gates.awaitLeft(gate);
        }
        assertThat(client.ask("court", "call recall {\"key\":\"x\"} ;; text Free")
                        .response())
                .isEqualTo("Free");
    }

    @Test
    void tool_calledDirectly_saysThatThereIsNoRun() throws Exception {
        ServiceAnswer answer = client.post("/tool/consult", "{\"agent\":\"Judge\",\"message\":\"text Hi\"}");

        assertThat(answer.text()).contains("called directly", "Agencies");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void guardrail_asksAnAgent_letsPassOrRefuses() throws Exception {
        StreamedAnswer passed = client.stream("court", toGuarded("text Fine"));
        assertThat(passed.messages().path("new_messages").toString()).contains("Fine");
        assertThat(passed.frames()).noneMatch(frame -> frame.agent().equals("Judge"));
        assertThat(passed.messages().at("/usage/request_count").asInt()).isEqualTo(2);

        ServiceAnswer refused = client.ask("court", toGuarded("text evil"));
        assertThat(refused.response()).as(refused.text()).isEqualTo("Guarded must refuse");
        assertThat(Model.requests()).hasSize(3);
    }

    private static ObjectNode toGuarded(String message) {
        return ServiceClient.says(message).put("recipient_agent", "Guarded");
    }

    private static String consult(String agent, String message) {
        return "call consult "
                + Json.object().put("agent", agent).put("message", message).toString();
    }
}
