package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that exceed the maximum duration. */
@QuarkusTest
@TestProfile(AguiShortRunsProfile.class)
@Timeout(60)
class AguiRunTimeTest {

    @TestHTTPResource
    URI base;

    @Test
    void run_takesTooLong_endsAsFailed() throws IOException {
        ScriptedModelServer.current().reset();
        AguiEvents events = new AguiClient(base).run("basic", "call add {\"a\":1,\"b\":2} ;; say 5000 every 10ms");

        assertThat(events.last().path("type").asText()).isEqualTo("RUN_ERROR");
        assertThat(events.last().path("code").asText()).isEqualTo("RUN_TIMEOUT");
        assertThat(events.last().path("message").asText()).contains("within 4 s", "agency-swarm.limits.run-time");
        assertThat(events.types()).containsSubsequence("TOOL_CALL_RESULT", "TEXT_MESSAGE_END", "STEP_FINISHED");
        assertThat(events.messages()).as("whole messages only").hasSize(3);
        assertThat(events.last().at("/usage/0/inputTokens").asInt()).isPositive();
    }
}
