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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling immediately while tools or delegated agents run. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class CancelWorkTest {

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
    void cancel_whileAToolRuns_interruptsIt() throws Exception {
        try (LiveStream stream = client.open("workshop", "call hold {\"gate\":\"interrupted\"} ;; text Done")) {
            stream.await("tool_called");
            gates.awaitEntered("interrupted");
            ServiceAnswer cancelled = Cancels.cancel(client, "workshop", stream);

            gates.awaitLeft("interrupted");
            assertThat(Cancels.kinds(cancelled.newMessages())).containsExactly("user");
            Cancels.assertEndsCancelled(stream, cancelled);
            Model.assertGoesOn(client, "workshop", cancelled.newMessages());
        }
    }

    @Test
    void cancel_whileAToolIgnoresInterrupts_leavesItBehind() throws Exception {
        String script = "call stand {\"gate\":\"left behind\"} & call hold {\"gate\":\"beside it\"} ;; text Done";
        try (LiveStream stream = client.open("workshop", script)) {
            gates.awaitEntered("left behind");
            gates.awaitEntered("beside it");
            gates.open("beside it");
            stream.await("tool_output");
            ServiceAnswer cancelled = Cancels.cancel(client, "workshop", stream);

            assertThat(gates.left("left behind")).as("the tool has ended").isFalse();
            assertThat(Cancels.kinds(cancelled.newMessages()))
                    .containsExactly("user", "function_call", "function_call_output");
            Cancels.assertEndsCancelled(stream, cancelled);
            Model.assertGoesOn(client, "workshop", cancelled.newMessages());
        } finally {
            gates.open("left behind");
        }
        gates.awaitLeft("left behind");
        assertThat(client.ask("workshop", "text Still here").response()).isEqualTo("Still here");
    }

    @Test
    void cancel_whileADelegatedAgentStreams_closesItsModelsConnection() throws Exception {
        String delegated = "call add {\"a\":1,\"b\":2} ;; say 2000 every 20ms";
        try (LiveStream stream = client.open("team", ServiceClient.delegate("Developer", delegated))) {
            stream.await(
                    frame -> frame.what().equals(Cancels.DELTA) && frame.agent().equals("Developer"));
            ServiceAnswer cancelled = Cancels.cancel(client, "team", stream);

            // The complete items of the delegated run stay; the call that started it has no output and is dropped.
            assertThat(Cancels.kinds(cancelled.newMessages()))
                    .containsExactly("user", "user", "function_call", "function_call_output");
            Cancels.assertEndsCancelled(stream, cancelled);
            Model.awaitClosed();
            Model.assertGoesOn(client, "team", cancelled.newMessages());
        }
    }

    @Test
    void cancel_whileADelegatedAgentsToolRuns_interruptsIt() throws Exception {
        String delegated = "call hold {\"gate\":\"deep\"}";
        try (LiveStream stream = client.open("workshop", ServiceClient.delegate("Worker", delegated))) {
            gates.awaitEntered("deep");
            ServiceAnswer cancelled = Cancels.cancel(client, "workshop", stream);

            gates.awaitLeft("deep");
            Cancels.assertEndsCancelled(stream, cancelled);
            Model.assertGoesOn(client, "workshop", cancelled.newMessages());
        }
    }
}
