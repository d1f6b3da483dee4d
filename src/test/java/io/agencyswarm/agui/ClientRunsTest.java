package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.ThreadBusyException;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.run.lifecycle.AgencyRunner;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.testing.ModelExchange;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that disconnect, and reconnect before the disconnect was noticed. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class ClientRunsTest {

    @TestHTTPResource
    URI base;

    @Inject
    ClientRuns runs;

    @Inject
    AgencyRunner runner;

    @Inject
    AgencyCatalog catalog;

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
    void start_endsWithAnError_leavesNoRunToWaitFor() throws Exception {
        RunInput input = input("errors", true, null);
        assertThatThrownBy(() -> runs.joinOrBegin(input, () -> {
                    throw new LinkageError("first");
                }))
                .isInstanceOf(LinkageError.class);

        FutureTask<ActiveRun> second = new FutureTask<>(() -> runs.joinOrBegin(input, () -> {
            throw new LinkageError("second");
        }));
        Thread.ofVirtual().start(second);

        assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS)).rootCause().hasMessage("second");
    }

    @Test
    void start_fails_theRunThatItWasToReplaceStillCounts() {
        RunInput input = input("replaced", false, null);
        ActiveRun live =
                runs.joinOrBegin(input, () -> runner.startNew(input.agency(), input.request(), _ -> List.of()));
        try {
            assertThatThrownBy(() -> runs.joinOrBegin(input, () -> {
                        throw new AgencyException(ErrorCode.STORE_UNAVAILABLE, "no store");
                    }))
                    .hasMessage("no store");

            RunInput rejecting = input("other", false, OnBusy.REJECT);
            assertThatThrownBy(() -> runs.joinOrBegin(rejecting, () -> {
                        throw new LinkageError("admitted");
                    }))
                    .isInstanceOfSatisfying(
                            ThreadBusyException.class,
                            busy -> assertThat(busy.liveRunId()).isEqualTo(live.id()));
        } finally {
            live.cancel(Cancellation.Mode.IMMEDIATE);
        }
    }

    private RunInput input(String runId, boolean background, @Nullable OnBusy onBusy) {
        Agency agency = catalog.find("basic").orElseThrow();
        RunRequest request = new RunRequest(
                UserMessage.of(List.of(Item.userMessage("say 5000 every 10ms"))),
                agency.entryPoints().getFirst(),
                new Conversation(List.of()),
                null,
                RunOptions.NONE,
                new RunRequest.StorageOptions(background, OnBusy.REJECT, null, null));
        return new RunInput(
                agency, new RunInput.ClientIds("thread of starts", runId, null), List.of(), null, onBusy, request);
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
