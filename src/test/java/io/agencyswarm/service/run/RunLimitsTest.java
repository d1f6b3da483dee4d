package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.store.ThreadsFirstProfile;
import io.agencyswarm.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The maximum duration of a run, and the hosts that clients may name for models. */
@QuarkusTest
@TestProfile(ThreadsFirstProfile.class)
@Timeout(60)
class RunLimitsTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    /** Both at once, because each takes as long as the limit. */
    @Test
    void run_pastItsTime_failsAndIsReportedInGoodOrder() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ServiceAnswer> plain = clients.submit(() -> client.ask("basic", "hang"));
            StreamedAnswer streamed = client.stream("basic", "call add {\"a\":1,\"b\":2} ;; hang");

            assertThat(streamed.errors().toString()).contains("within 3 s", "agency-swarm.limits.run-time");
            assertThat(streamed.happenings()).endsWith("messages", "end");
            assertThat(streamed.messages().path("cancelled").asBoolean()).isFalse();
            assertThat(streamed.newMessages()).as("what was whole").hasSize(3);
            assertThat(plain.get().status()).isEqualTo(500);
            assertThat(plain.get().body().path("error").asText())
                    .contains("within 3 s", "agency-swarm.limits.run-time")
                    .doesNotContain("cancelled");
        }
        Model.awaitClosed();
    }

    @Test
    void answer_tooLong_failsRun() throws Exception {
        StreamedAnswer streamed = client.stream("basic", "flood 1000 of 1000");

        assertThat(streamed.errors().toString()).contains("Assistant", "200000", "agency-swarm.limits.answer-bytes");
        Model.awaitClosed();
    }

    /** The name is that of the first message, whose script the model plays for it. */
    @Test
    void chatName_tooLong_isLeftOut() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi").put("generate_chat_name", true);
        body.putArray("chat_history")
                .addObject()
                .put("role", "user")
                .put("content", "flood 1000 of 1000")
                .put("agent", "Assistant")
                .putNull("callerAgent");

        try (LogLines log = new LogLines()) {
            ServiceAnswer answer = client.ask("basic", body);

            assertThat(answer.response()).isEqualTo("Hi");
            assertThat(answer.body().has("chat_name")).isFalse();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("could not be named: the model's answer is longer")
                            && line.contains("agency-swarm.limits.answer-bytes"));
        }
        Model.awaitClosed();
    }

    @Test
    void answer_withTooManyCalls_failsTheRunBeforeOneIsMade() throws Exception {
        String call = "call add {\"a\":1,\"b\":2}";
        StreamedAnswer allowed = client.stream("basic", call + " & " + call + " & " + call + " ;; text Done");
        StreamedAnswer streamed = client.stream("basic", (call + " & ").repeat(3) + call + " ;; text Done");

        assertThat(allowed.errors()).isEmpty();
        assertThat(streamed.errors().toString()).contains("Assistant", "more than 3 calls", "calls-per-turn");
        assertThat(streamed.happenings()).doesNotContain("tool_output").endsWith("messages", "end");
        assertThat(streamed.newMessages()).as("no call without its output").hasSize(1);
        Model.awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/v1", "https://ALLOWED.example/v1", "http://allowed.example:8080"})
    void host_allowed_isTried(String address) throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("client_config").put("base_url", address);

        assertThat(client.ask("basic", body).body().path("error").asText())
                .as("past the check, and refused for want of a key")
                .contains("client_config.api_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:10/v1",
                "http://127.0.0.1/v1",
                "https://allowed.example.evil/v1",
                "https://evil/allowed.example"
            })
    void host_thatIsNot_is422(String address) throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("client_config").put("base_url", address).put("api_key", "sk-own");
        ServiceAnswer refused = client.ask("basic", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/detail/0/loc").toString())
                .isEqualTo("[\"body\",\"client_config\",\"base_url\"]");
        assertThat(refused.text()).contains("agency-swarm.client-config.allowed-hosts");
    }
}
