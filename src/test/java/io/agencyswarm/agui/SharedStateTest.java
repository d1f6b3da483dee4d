package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.LogLines;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state that a client shares with the tools of its run. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class SharedStateTest {

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void state_toolChanges_isReportedAtOnceAndAtEnd() throws IOException {
        ObjectNode body = AguiInput.says("call plan {\"step\":\"pack\"} ;; call forwarded {} ;; text Ok");
        body.putObject("state").put("step", "none").putArray("done").add(1.50);

        AguiEvents events = client.run("office", body);

        assertThat(events.of("STATE_SNAPSHOT"))
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.path("snapshot").toString()).isEqualTo("{\"step\":\"pack\",\"done\":[1.5]}"));
        assertThat(events.types())
                .containsSubsequence(
                        "TOOL_CALL_RESULT", "STATE_SNAPSHOT", "STATE_SNAPSHOT", "MESSAGES_SNAPSHOT", "RUN_FINISHED");
    }

    @Test
    void state_delegatedAgentChanges_isReported() throws IOException {
        ObjectNode body = AguiInput.says(
                AguiInput.delegate("Archivist", "call plan {\"step\":\"file\"} ;; text Filed") + " ;; text Ok");
        body.putObject("state");

        assertThat(client.run("office", body)
                        .of("STATE_SNAPSHOT")
                        .getLast()
                        .at("/snapshot/step")
                        .asText())
                .isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,{\"a\":null}]", "\"open\"", "7", "false"})
    void state_ofAnyForm_comesBack(String state) throws IOException {
        ObjectNode body = AguiInput.says("text Ok");
        body.set("state", AguiInput.json("{\"state\":" + state + "}").get("state"));

        assertThat(client.run("office", body)
                        .only("STATE_SNAPSHOT")
                        .path("snapshot")
                        .toString())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail 400", "broken"})
    void state_ofRunThatFails_isReported(String script) throws IOException {
        ObjectNode body = AguiInput.says(script);
        body.putObject("state").put("a", 1);

        assertThat(client.run("office", body).of("STATE_SNAPSHOT")).hasSize(1);
    }

    @Test
    void state_cantBeTold_costsNothingElse() throws IOException {
        ObjectNode body = AguiInput.says("call knot {} ;; text Ok");
        body.putObject("state").put("a", 1);

        AguiEvents events = client.run("office", body);

        assertThat(events.only("STATE_SNAPSHOT").path("snapshot").toString()).isEqualTo("{\"a\":1}");
        assertThat(events.outcome()).isEqualTo("success");
    }

    @Test
    void states_ofSeveralRunsCantBeTold_areLoggedOnceAMinute() {
        List<Object> knot = new ArrayList<>();
        knot.add(knot);
        try (LogLines lines = new LogLines(Level.WARNING, SharedState.class.getName())) {
            for (int i = 0; i < 3; i++) {
                new SharedState(Json.object(), knot).current();
            }

            // Another test may have used this minute's line.
            assertThat(lines.lines()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void state_notGiven_isNotReported() throws IOException {
        assertThat(client.run("office", "text Ok").of("STATE_SNAPSHOT")).isEmpty();
        assertThat(client.run("office", AguiInput.says("text Ok").putNull("state"))
                        .of("STATE_SNAPSHOT"))
                .isEmpty();
    }
}
