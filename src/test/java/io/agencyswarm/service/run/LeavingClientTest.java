package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.TightProfile;
import io.agencyswarm.testing.ModelExchange;
import io.agencyswarm.testing.SseClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that disconnect or stop reading: their runs end, and the model's connection is closed. */
@QuarkusTest
@TestProfile(TightProfile.class)
@Timeout(60)
class LeavingClientTest {

    private static final String AUTHORIZATION = "Bearer " + TightProfile.TOKEN;
    private static final int WORDS = 20_000;
    private static final int WORD_BYTES = 1_000;
    private static final int IDLE = 2_000;

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    @Inject
    MeterRegistry registry;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", AUTHORIZATION);
        Model.forget();
    }

    @Test
    void client_leavesAStream_closesTheModelsConnection() throws Exception {
        try (LiveStream stream = client.open("basic", "say 5000 every 10ms")) {
            stream.await("response.output_text.delta");
        }
        Model.awaitClosed();
        assertThat(Model.exchanges().getLast().state()).isEqualTo(ModelExchange.State.ABORTED);
    }

    @Test
    void client_leavesAStreamBeforeItsFirstWord_closesTheModelsConnection() throws Exception {
        try (LiveStream stream = client.open("basic", "say 5000 every 10ms")) {
            assertThat(stream.connection().status()).isEqualTo(200);
        }
        Model.awaitClosed();
        assertThat(Model.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void client_leavesAStreamWhileADelegatedAgentSpeaks_closesTheModelsConnection() throws Exception {
        try (LiveStream stream = client.open("team", ServiceClient.delegate("Developer", "say 5000 every 10ms"))) {
            stream.await("response.output_text.delta");
        }
        Model.awaitClosed();
    }

    @Test
    void client_leavesAStreamWhileAToolRuns_interruptsTheTool() throws Exception {
        try (LiveStream stream = client.open("workshop", "call hold {\"gate\":\"left alone\"} ;; text Done")) {
            stream.await("tool_called");
            gates.awaitEntered("left alone");
        }
        gates.awaitLeft("left alone");
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void client_leavesAtEachFrame_leavesNothingOpen() throws Exception {
        String script = ServiceClient.delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text Three") + " ;; say 5";
        int frames = client.stream("team", script).frames().size();
        assertThat(frames).isGreaterThan(20);

        for (int read = 0; read < frames; read++) {
            try (SseClient stream = client.raw("/team/get_response_stream")
                    .post(ServiceClient.says(script).toString())) {
                for (int i = 0; i < read; i++) {
                    assertThat(stream.readFrame()).isPresent();
                }
            }
        }

        Model.awaitClosed();
        Model.until(
                "no run is open",
                () -> registry.get("agency.swarm.runs.open").gauge().value() == 0);
        assertThat(client.ask("basic", "text Still here").response()).isEqualTo("Still here");
    }

    @Test
    void connections_sendNothing_keepNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(new Socket(base.getHost(), base.getPort()));
            }
            assertThat(client.ask("basic", "text Served").response()).isEqualTo("Served");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void client_leavesAPlainAnswer_closesTheModelsConnection() throws Exception {
        try (Socket socket = askAndDoNotWait("basic", "say 5000 every 10ms")) {
            Model.awaitRequests(1);
            assertThat(socket.isConnected()).isTrue();
        }
        Model.until(
                "the model's stream is broken off",
                () -> Model.exchanges().getFirst().state() == ModelExchange.State.ABORTED);
    }

    @Test
    void client_leavesAPlainAnswerWhileAToolRuns_interruptsTheTool() throws Exception {
        try (Socket socket = askAndDoNotWait("workshop", "call hold {\\\"gate\\\":\\\"plain\\\"} ;; text Done")) {
            gates.awaitEntered("plain");
            assertThat(socket.isConnected()).isTrue();
        }
        gates.awaitLeft("plain");
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void client_readsNothingForTooLong_losesItsRun() throws Exception {
        try (LiveStream stream = new LiveStream(client.raw("/basic/get_response_stream")
                .receiveBuffer(4_096)
                .post(ServiceClient.says("flood " + WORDS + " of " + WORD_BYTES).toString()))) {
            assertThat(stream.connection().status()).isEqualTo(200);
            Model.awaitRequests(1);
            ModelExchange exchange = Model.exchanges().getFirst();
            Model.until("the model's stream is broken off", () -> exchange.state() == ModelExchange.State.ABORTED);

            assertThat(exchange.bytesWritten()).isLessThan((long) WORDS * WORD_BYTES / 2);
        }
        Model.awaitClosed();
        assertThat(client.ask("basic", "text Still here").response()).isEqualTo("Still here");
    }

    @Test
    void client_readsSlowlyButReads_keepsItsRun() throws Exception {
        try (LiveStream stream = new LiveStream(client.raw("/basic/get_response_stream")
                .receiveBuffer(65_536)
                .post(ServiceClient.says("flood 4000 of 1000").toString()))) {
            Model.awaitRequests(1);
            StreamedAnswer streamed = stream.rest();

            assertThat(streamed.errors()).isEmpty();
            assertThat(streamed.messages().path("cancelled").booleanValue()).isFalse();
        }
    }

    private Socket askAndDoNotWait(String agency, String escapedScript) throws IOException {
        byte[] body = ("{\"message\":\"" + escapedScript + "\"}").getBytes(StandardCharsets.UTF_8);
        String head = "POST /" + agency + "/get_response HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nAuthorization: " + AUTHORIZATION + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        return socket;
    }
}
