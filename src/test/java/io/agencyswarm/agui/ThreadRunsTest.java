package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.ModelExchange;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that disconnect, and reconnect before the disconnect was noticed. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class ThreadRunsTest {

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void run_askedForAgain_endsTheOneBeforeAsCancelled() throws IOException {
        try (AguiClient.Stream superseded = client.open("basic", AguiInput.says("say 5000 every 10ms"))) {
            superseded.await("TEXT_MESSAGE_CONTENT");

            AguiEvents second = client.run("basic", AguiInput.says("text Back"));
            AguiEvents first = superseded.rest();

            assertThat(first.last().path("type").asText()).isEqualTo("RUN_FINISHED");
            assertThat(first.outcome()).isEqualTo("cancelled");
            assertThat(first.messages()).as("whole messages only").hasSize(1);
            assertThat(second.text()).isEqualTo("Back");
            assertThat(second.outcome()).isEqualTo("success");
        }
    }

    @Test
    void run_askedForAgainWhileASubagentSpeaks_closesAllThatIsOpen() throws IOException {
        String script = "reason hm | " + AguiInput.delegate("Developer", "say 5000 every 10ms") + " ;; text Never";
        try (AguiClient.Stream superseded = client.open("team", AguiInput.says(script))) {
            superseded.await("TEXT_MESSAGE_CONTENT");

            client.run("team", AguiInput.says("text Back"));
            AguiEvents first = superseded.rest();

            assertThat(first.outcome()).isEqualTo("cancelled");
            assertThat(first.only("SUBAGENT_ERROR").path("message").asText()).contains("cancelled");
            assertThat(first.messages().stream()
                            .map(message -> message.path("role").asText()))
                    .as("no call that nobody will answer")
                    .containsExactly("user", "reasoning");
        }
    }

    @Test
    void runs_ofOtherNames_goOn() throws IOException {
        try (AguiClient.Stream other = client.open("basic", AguiInput.says("say 30 every 10ms"))) {
            other.await("TEXT_MESSAGE_START");

            client.run("basic", AguiInput.says("text Hi").put("runId", "r2"));
            client.run("basic", AguiInput.says("text Hi").put("threadId", "t2"));
            client.run("team", AguiInput.says("text Hi"));

            assertThat(other.rest().outcome()).isEqualTo("success");
        }
    }

    @Test
    void client_leaves_closesTheModelsConnection() throws Exception {
        try (AguiClient.Stream stream = client.open("basic", AguiInput.says("say 5000 every 10ms"))) {
            stream.await("TEXT_MESSAGE_CONTENT");
        }
        long deadline = System.nanoTime() + 10_000_000_000L;
        ModelExchange exchange = ScriptedModelServer.current().exchanges().getFirst();
        while (exchange.state() != ModelExchange.State.ABORTED) {
            assertThat(System.nanoTime()).as("the model's stream is broken off").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
