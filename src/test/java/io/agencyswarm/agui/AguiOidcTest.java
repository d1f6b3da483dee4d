package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of a provider in the build for AG-UI. */
@QuarkusTest
@TestProfile(AguiOidcProfile.class)
@Timeout(60)
class AguiOidcTest {

    private static final String WHO_AM_I = "call whoami {} ;; text Done";

    @TestHTTPResource
    URI base;

    @BeforeEach
    void setUp() {
        ScriptedModelServer.current().reset();
    }

    @Test
    void caller_withoutTokenOrRole_isRefusedBeforeTheRun() throws IOException {
        ObjectNode body = AguiInput.says("text Hi");

        assertThat(new AguiClient(base).plain("basic", body)).startsWith("401 {\"detail\":");
        assertThat(new AguiClient(base, OidcServer.current().token("ada") + "x").plain("basic", body))
                .startsWith("401 {\"detail\":");
        assertThat(caller("ada", "intern").plain("team", body))
                .isEqualTo("403 {\"detail\":\"The agency team is for callers with one of the roles [manager]"
                        + " (agency-swarm.auth.roles.team).\"}");
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    @Test
    void tool_ofARun_isToldTheSubjectWhateverTheClientSays() throws IOException {
        ObjectNode body =
                AguiInput.says("call whoami {} ;; " + AguiInput.delegate("Developer", WHO_AM_I) + " ;; text Done");
        body.putObject("userContext").put("principal", "eve");
        body.putObject("state").put("principal", "eve");

        AguiEvents events = caller("ada", "manager").run("team", body);

        assertThat(events.of("TOOL_CALL_RESULT").stream()
                        .map(event -> event.path("content").asText())
                        .filter(content -> content.contains("tenant")))
                .as("of both agents")
                .hasSize(2)
                .containsOnly("{\"principal\": \"ada\", \"state\": {\"principal\": \"eve\"}, \"tenant\": \"acme\"}");
    }

    @Test
    void run_ofTheSameNamesByAnother_leavesTheFirstAlone() throws IOException {
        try (AguiClient.Stream first = caller("ada").open("basic", AguiInput.says("say 30 every 10ms"))) {
            first.await("TEXT_MESSAGE_START");

            assertThat(caller("bob").run("basic", AguiInput.says("text Hi")).text())
                    .isEqualTo("Hi");

            assertThat(first.rest().outcome()).isEqualTo("success");
        }
    }

    private AguiClient caller(String subject, String... roles) {
        return new AguiClient(base, OidcServer.current().token(subject, roles));
    }
}
