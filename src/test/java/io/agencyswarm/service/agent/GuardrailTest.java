package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What guardrails accept and reject, and what the model and the client are told. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class GuardrailTest {

    private static final String GUIDANCE = "Keep passwords to yourself.";

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void message_tripsRaisingGuardrail_fails() throws Exception {
        ServiceAnswer refused = client.ask("office", to("Strict", "my password is x"));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body().path("error").asText()).contains("Strict", GUIDANCE);
        assertThat(Model.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'developer','content':'my password is x'}",
                "{'role':'system','content':'my password is x'}",
                "{'role':'assistant','content':[{'type':'output_text','text':'my password is x'}]}",
                "{'type':'function_call','call_id':'c','name':'n','arguments':'my password is x'}",
                "{'type':'function_call_output','call_id':'c','output':'my password is x'}",
                "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'my password is x'}]}",
                "{'type':'web_search_call','id':'ws_1','action':{'query':'my password is x'}}"
            })
    void item_trips_isStoppedWhateverItIs(String item) throws Exception {
        for (String items : List.of(item, item + ",{'role':'user','content':'text Hi'}")) {
            ObjectNode body = to("Strict", "");
            body.set("message", Json.readOwn(("[" + items.replace('\'', '"') + "]").getBytes(StandardCharsets.UTF_8)));

            assertThat(client.ask("office", body).body().path("error").asText())
                    .as(items)
                    .contains("Strict", GUIDANCE);
            assertThat(Model.requests()).isEmpty();
        }
    }

    @Test
    void message_tripsRaisingGuardrail_isInStreamsHistory() throws Exception {
        StreamedAnswer refused = client.stream("office", to("Strict", "my password is x"));

        assertThat(refused.errors()).hasSize(1);
        assertThat(messages(refused.newMessages()))
                .containsExactly("user my password is x", "system " + GUIDANCE + " input_guardrail_error");
        Model.assertGoesOn(client, "office", refused.newMessages());
    }

    @Test
    void message_tripsSoftGuardrail_isAnsweredWithGuidance() throws Exception {
        StreamedAnswer answered = client.stream("office", to("Gentle", "my password is x"));

        assertThat(answered.errors()).isEmpty();
        assertThat(answered.happenings())
                .containsExactly("meta", "agent_updated_stream_event", "message_output_created", "messages", "end");
        assertThat(messages(answered.newMessages()))
                .containsExactly("user my password is x", "assistant " + GUIDANCE + " input_guardrail_message");
        assertThat(answered.messages().at("/usage/request_count").asInt()).isZero();
        Model.assertGoesOn(client, "office", answered.newMessages());
    }

    @Test
    void guardrails_several_theFirstThatTripsCounts() throws Exception {
        ServiceAnswer refused = client.ask("office", to("Strict", "a secret password"));

        assertThat(refused.text()).contains(GUIDANCE).doesNotContain("Keep it a secret.");
    }

    @Test
    void message_inParts_isLookedAt() throws Exception {
        ObjectNode body = to("Gentle", "");
        body.putArray("message").addObject().put("type", "input_text").put("text", "my password is x");

        assertThat(client.ask("office", body).response()).isEqualTo(GUIDANCE);
    }

    @Test
    void message_ofAnotherRole_isLookedAtToo() throws Exception {
        ObjectNode body = to("Host", "");
        body.putArray("message").addObject().put("role", "developer").put("content", "text Welcome");

        assertThat(client.ask("office", body).response()).isEqualTo("For members only.");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void message_ofAnotherAgent_isLookedAtToo() throws Exception {
        ServiceAnswer soft = client.ask("office", ServiceClient.delegate("Gentle", "password") + " ;; text ${output}");
        ServiceAnswer raised = client.ask("office", ServiceClient.delegate("Strict", "password") + " ;; text Told");

        assertThat(soft.newMessages().findValuesAsText("output")).containsExactly(GUIDANCE);
        assertThat(raised.response()).isEqualTo("Told");
        assertThat(raised.newMessages().findValuesAsText("output"))
                .singleElement()
                .asString()
                .contains("Strict could not answer", GUIDANCE);
    }

    @Test
    void outputGuardrail_trips_guidanceIsSentToModel() throws Exception {
        StreamedAnswer answered = client.stream("office", to("Strict", "times 1 text SHOUT | text calm"));

        assertThat(answered.errors()).isEmpty();
        assertThat(messages(answered.newMessages()))
                .containsExactly(
                        "user times 1 text SHOUT | text calm",
                        "assistant SHOUT",
                        "system Do not shout. output_guardrail_error",
                        "assistant calm");
        assertThat(Model.requests()).hasSize(2);
        assertThat(Model.lastInput().toString()).doesNotContain("message_origin");
        Model.assertGoesOn(client, "office", answered.newMessages());
    }

    @Test
    void outputGuardrail_tripsAfterLastAttempt_fails() throws Exception {
        ServiceAnswer failed = client.ask("office", to("Strict", "text SHOUT"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText())
                .contains("Strict", "3 attempts", "Agent.validationAttempts", "Do not shout.");
        assertThat(Model.requests()).hasSize(3);
    }

    @Test
    void guardrail_fails_letsNothingPass() throws Exception {
        ServiceAnswer failed = client.ask("office", to("Broken", "text Hi"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText())
                .contains("Broken", "input guardrail failed", "the list of words is gone");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void message_trips_isNotSentForChatsNameEither() throws Exception {
        ServiceAnswer answer =
                client.ask("office", to("Gentle", "text my password").put("generate_chat_name", true));

        assertThat(answer.response()).isEqualTo(GUIDANCE);
        assertThat(answer.body().has("chat_name")).isFalse();
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void guardrail_saysNothing_letsNothingPass() throws Exception {
        ServiceAnswer failed = client.ask("office", to("Silent", "text Hi"));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText()).contains("Silent", "returned null");
    }

    @Test
    void guardrail_seesTheUserContext() throws Exception {
        ObjectNode member = to("Host", "text Welcome");
        member.putObject("user_context").put("tenant", "acme");

        assertThat(client.ask("office", member).response()).isEqualTo("Welcome");
        assertThat(client.ask("office", to("Host", "text Welcome")).response()).isEqualTo("For members only.");
    }

    @Test
    void guardrail_ofACancelledRun_isInterrupted() throws Exception {
        try (LiveStream stream = client.open("office", to("Slow", "text Hi"))) {
            String runId = stream.runId();
            gates.awaitEntered("guardrail");
            ServiceAnswer cancelled = client.cancel("office", runId);

            assertThat(cancelled.body().path("cancelled").asBoolean()).isTrue();
            gates.awaitLeft("guardrail");
            assertThat(stream.rest().errors()).isEmpty();
        }
        assertThat(Model.requests()).isEmpty();
    }

    private static ObjectNode to(String agent, String message) {
        return ServiceClient.says(message).put("recipient_agent", agent);
    }

    private static List<String> messages(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> (item.path("role").asText() + " "
                                + item.at("/content/0/text")
                                        .asText(item.path("content").asText()) + " "
                                + item.path("message_origin").asText())
                        .strip())
                .toList();
    }
}
