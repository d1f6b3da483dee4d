package io.agencyswarm.service.tool;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools that exceed their time limit, with a maximum of one concurrent call. */
@QuarkusTest
@TestProfile(TightProfile.class)
@Timeout(60)
class ToolLimitsTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private final String gate = UUID.randomUUID().toString();
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);
        Model.forget();
    }

    @Test
    void tool_pastItsOwnLimit_isInterruptedAndRunContinues() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", call("nap") + " ;; text Went on");

        assertThat(streamed.errors()).isEmpty();
        assertThat(outputs(streamed))
                .singleElement()
                .asString()
                .contains("the tool nap", "did not end within 200 ms", "of this tool", "interrupted");
        assertThat(Model.lastOutputs()).isEqualTo(outputs(streamed));
        assertThat(streamed.newMessages().toString()).contains("Went on");
        gates.awaitLeft(gate);
        Model.assertGoesOn(client, "workshop", streamed.newMessages());
    }

    @Test
    void tool_pastLimitOfService_isReported() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", call("hold") + " ;; text Went on");

        assertThat(outputs(streamed))
                .singleElement()
                .asString()
                .contains("did not end within 2 s", "agency-swarm.limits.tool-time");
        gates.awaitLeft(gate);
    }

    @Test
    void tool_failsRun_failsItPastItsLimit() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", call("insist") + " ;; text Went on");

        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .contains("Agent Foreman", "the tool insist", "did not end within 200 ms"));
        assertThat(streamed.happenings()).endsWith("messages", "end");
        assertThat(Model.requests()).hasSize(1);
        Model.assertGoesOn(client, "workshop", streamed.newMessages());
    }

    @Test
    void tool_ignoresItsInterrupt_isLeftBehindUpToAsManyAgain() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", call("sulk") + " ;; text Went on");

        assertThat(outputs(streamed)).singleElement().asString().contains("did not end within 200 ms");
        assertThat(gates.left(gate)).as("the tool has ended").isFalse();
        ServiceAnswer refused = client.ask("basic", "call add {\"a\":1,\"b\":2} ;; text Without");
        assertThat(refused.response()).isEqualTo("Without");
        assertThat(refused.newMessages().findValuesAsText("output"))
                .singleElement()
                .asString()
                .contains("1 abandoned tool calls", "agency-swarm.limits.tools");

        gates.open(gate);
        gates.awaitLeft(gate);
        Model.until("the tool's place is free again", this::adds);
    }

    @Test
    void delegation_whileItWaitsForATool_takesNoPlace() throws Exception {
        ServiceAnswer answer =
                client.ask("team", delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text Three") + " ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly("3", "Three");
    }

    @Test
    void calls_ofOneTurn_waitForAPlace() throws Exception {
        ServiceAnswer answer =
                client.ask("basic", "call add {\"a\":1,\"b\":2} & call add {\"a\":2,\"b\":2} ;; text Done");

        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly("3", "4");
    }

    @Test
    void cancel_whileACallWaitsForAPlace_endsTheRun() throws Exception {
        String second = UUID.randomUUID().toString();
        try (LiveStream first = client.open("workshop", call("linger") + " ;; text Done")) {
            gates.awaitEntered(gate);
            try (LiveStream waiting =
                    client.open("workshop", "call linger {\"gate\":\"" + second + "\"} ;; text Done")) {
                waiting.await("tool_called");
                Cancels.assertEndsCancelled(waiting, Cancels.cancel(client, "workshop", waiting));
            }
            gates.open(gate);
            assertThat(first.rest().errors()).isEmpty();
        }
        assertThat(adds()).isTrue();
    }

    @Test
    void toolOfAClient_pastItsLimit_is500() throws Exception {
        ServiceAnswer late = client.post("/tool/nap", "{\"gate\":\"" + gate + "\"}");

        assertThat(late.status()).isEqualTo(500);
        assertThat(late.body().path("Error").asText()).contains("The tool nap", "did not end within 200 ms");
        gates.awaitLeft(gate);
    }

    @Test
    void toolOfAClient_throwsAnError_is500() throws Exception {
        ServiceAnswer failed = client.post("/tool/fall", "{}");

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("Error").asText()).isEqualTo("the driver is not there");
    }

    @Test
    void toolOfClient_leaves_isInterrupted() throws Exception {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String body = "{\"gate\":\"" + gate + "\"}";
            socket.getOutputStream()
                    .write(("POST /tool/linger HTTP/1.1\r\nHost: " + base.getAuthority()
                                    + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                    + TightProfile.TOKEN
                                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            gates.awaitEntered(gate);
        }
        gates.awaitLeft(gate);
        Model.until("the tool's place is free again", this::adds);
    }

    private String call(String tool) {
        return "call " + tool + " {\"gate\":\"" + gate + "\"}";
    }

    private static List<String> outputs(StreamedAnswer streamed) {
        return streamed.newMessages().findValuesAsText("output");
    }

    private boolean adds() {
        try {
            return client.ask("basic", "call add {\"a\":1,\"b\":2} ;; text Added")
                    .newMessages()
                    .findValuesAsText("output")
                    .equals(List.of("3"));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
