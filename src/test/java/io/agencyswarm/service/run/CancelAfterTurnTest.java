package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling after the turn: the turn ends and its items are stored, and no further request is sent to the model. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class CancelAfterTurnTest {

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
    void cancel_whileTextStreams_keepsTheWholeMessage() throws Exception {
        try (LiveStream stream = client.open("basic", "say 60 every 20ms")) {
            String runId = stream.runId();
            stream.await(Cancels.DELTA);
            ServiceAnswer cancelled = answer(client.cancelLater("basic", runId, "after_turn"));

            assertThat(Cancels.kinds(cancelled.newMessages())).containsExactly("user", "assistant");
            assertThat(cancelled.newMessages().get(1).at("/content/0/text").asText())
                    .contains(" w60");
            assertThat(stream.rest().newMessages()).isEqualTo(cancelled.newMessages());
        }
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void cancel_whileToolsRun_keepsTheirOutputs() throws Exception {
        String script = "call hold {\"gate\":\"turn a\"} & call hold {\"gate\":\"turn b\"} ;; text Done";
        try (LiveStream stream = client.open("workshop", script)) {
            String runId = stream.runId();
            gates.awaitEntered("turn a");
            gates.awaitEntered("turn b");
            CompletableFuture<ServiceAnswer> cancel = client.cancelLater("workshop", runId, "after_turn");
            letTheCancelArrive();
            gates.open("turn b");
            stream.await("tool_output");
            assertThat(cancel).as("the other tool still runs").isNotDone();
            gates.open("turn a");
            ServiceAnswer cancelled = answer(cancel);

            assertThat(Cancels.kinds(cancelled.newMessages()))
                    .containsExactly(
                            "user", "function_call", "function_call", "function_call_output", "function_call_output");
            assertThat(cancelled.newMessages().findValuesAsText("output"))
                    .containsExactly("through turn a", "through turn b");
            assertThat(Model.exchanges())
                    .filteredOn(sent -> says(sent.request().body(), "turn a"))
                    .hasSize(1);
            Model.assertGoesOn(client, "workshop", cancelled.newMessages());
        }
    }

    @Test
    void cancel_whileADelegatedAgentRuns_endsBothAfterTheirTurns() throws Exception {
        String script =
                ServiceClient.delegate("Worker", "call hold {\"gate\":\"beneath\"} ;; text Done") + " ;; text So";
        try (LiveStream stream = client.open("workshop", script)) {
            String runId = stream.runId();
            gates.awaitEntered("beneath");
            CompletableFuture<ServiceAnswer> cancel = client.cancelLater("workshop", runId, "after_turn");
            letTheCancelArrive();
            gates.open("beneath");
            ServiceAnswer cancelled = answer(cancel);

            assertThat(Cancels.kinds(cancelled.newMessages()))
                    .containsExactly(
                            "user",
                            "user",
                            "function_call",
                            "function_call_output",
                            "function_call",
                            "function_call_output");
            assertThat(Model.exchanges())
                    .filteredOn(sent -> says(sent.request().body(), "beneath"))
                    .hasSize(2);
            Model.assertGoesOn(client, "workshop", cancelled.newMessages());
        }
    }

    @Test
    void cancel_afterwardsAtOnce_endsAtOnce() throws Exception {
        try (LiveStream stream = client.open("workshop", "call hold {\"gate\":\"impatient\"} ;; text Done")) {
            String runId = stream.runId();
            gates.awaitEntered("impatient");
            CompletableFuture<ServiceAnswer> patient = client.cancelLater("workshop", runId, "after_turn");
            letTheCancelArrive();
            ServiceAnswer impatient = answer(client.cancelLater("workshop", runId, "immediate"));

            gates.awaitLeft("impatient");
            assertThat(answer(patient).newMessages()).isEqualTo(impatient.newMessages());
            assertThat(Cancels.kinds(impatient.newMessages())).containsExactly("user");
        }
    }

    @Test
    void cancel_twice_isAnsweredTwice() throws Exception {
        try (LiveStream stream = client.open("workshop", "call hold {\"gate\":\"both\"} ;; text Done")) {
            String runId = stream.runId();
            gates.awaitEntered("both");
            CompletableFuture<ServiceAnswer> first = client.cancelLater("workshop", runId, "after_turn");
            CompletableFuture<ServiceAnswer> second = client.cancelLater("workshop", runId, "after_turn");
            letTheCancelArrive();
            gates.open("both");

            assertThat(answer(first).newMessages()).isEqualTo(answer(second).newMessages());
            assertThat(stream.rest().messages().path("cancelled").booleanValue())
                    .isTrue();
        }
    }

    private static ServiceAnswer answer(CompletableFuture<ServiceAnswer> cancel) throws Exception {
        ServiceAnswer answer = cancel.get(30, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("cancelled").booleanValue()).isTrue();
        assertThat(answer.body().path("timed_out").booleanValue()).isFalse();
        return answer;
    }

    /** Nothing shows that a cancel has arrived. A later request that was answered makes it very likely. */
    private void letTheCancelArrive() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.ask("basic", "text Tick");
        }
    }

    private static boolean says(Object body, String words) {
        return String.valueOf(body).contains(words);
    }
}
