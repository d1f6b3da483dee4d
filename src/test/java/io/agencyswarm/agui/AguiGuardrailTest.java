package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that no model sends: those of guardrails, and quick replies. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiGuardrailTest {

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void message_tripsSoftGuardrail_isAnsweredWithGuidance() throws IOException {
        AguiEvents events = client.run("guarded", to("Soft", "my password is x"));

        assertThat(events.text()).isEqualTo("Please keep passwords out of your message.");
        assertThat(events.outcome()).isEqualTo("success");
        assertThat(events.messages()).hasSize(2);
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    @Test
    void message_tripsRaisingGuardrail_endsRunWithError() throws IOException {
        AguiEvents events = client.run("guarded", to("Guard", "my password is x"));

        assertThat(events.last().path("type").asText()).isEqualTo("RUN_ERROR");
        assertThat(events.last().path("message").asText()).contains("Guard", "Please keep passwords out");
        assertThat(events.types()).doesNotContain("RUN_FINISHED");
    }

    @Test
    void outputGuardrail_trips_isRetried() throws IOException {
        AguiEvents events = client.run("guarded", to("Soft", "times 1 text SHOUT | text calm"));

        assertThat(events.text()).isEqualTo("SHOUTcalm");
        assertThat(events.outcome()).isEqualTo("success");
    }

    @Test
    void quickReply_askedAgain_isReportedWithoutModel() throws IOException {
        String first = client.run("basic", "Hello").text();
        ScriptedModelServer.current().reset();

        assertThat(client.run("basic", " HELLO ").text()).isEqualTo(first);
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    private static ObjectNode to(String agent, String message) {
        return AguiInput.says(message).put("recipient_agent", agent);
    }
}
