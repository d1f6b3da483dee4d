package io.agencyswarm.agui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of a provider in the AG-UI build. */
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
    void tool_ofRun_receivesSubjectWhateverClientSays() throws IOException {
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

    @Test
    void run_inTheBackground_isItsCallersOnly() throws IOException {
        ObjectNode body = AguiInput.says("say 5000 every 10ms").put("runId", "mine");
        body.putObject("forwardedProps").put("background", true).put("onBusy", "reject");
        try (SseClient live = stream("ada", body)) {
            live.readFrame();
            String location = live.header("Location").orElseThrow();
            for (String path : List.of(location, location + "?wait=1", location + "/stream")) {
                as("bob").get(path).then().statusCode(404);
            }
            as("bob").delete(location).then().statusCode(404);
            try (SseClient others = stream("bob", body)) {
                assertThat(others.header("Location")).as("a run of its own").isNotEqualTo(live.header("Location"));
                as("ada").delete(others.header("Location").orElseThrow()).then().statusCode(404);
                as("bob").delete(others.header("Location").orElseThrow()).then().statusCode(204);
                assertThat(others.readAll()).contains("cancelled");
            }

            as("ada").get(location).then().statusCode(200).body("status", equalTo("running"));
            as("ada").delete(location).then().statusCode(204);
            assertThat(live.readAll()).contains("cancelled");
        }
    }

    @Test
    void runs_inTheBackground_countAsRunsWithoutTheirClients() throws IOException {
        List<String> left = new ArrayList<>();
        for (String runId : List.of("left1", "left2")) {
            ObjectNode body = AguiInput.says("say 5000 every 10ms").put("runId", runId);
            body.putObject("forwardedProps").put("background", true);
            try (SseClient stream = stream("ada", body)) {
                left.add(stream.header("Location").orElseThrow());
            }
        }

        assertThat(caller("ada").plain("basic", AguiInput.says("text Hi")))
                .startsWith("429 ")
                .contains("agency-swarm.limits.concurrent-runs");

        for (String location : left) {
            as("ada").delete(location).then().statusCode(204);
            as("ada").get(location + "?wait=30").then().body("status", equalTo("cancelled"));
        }
        assertThat(caller("ada").run("basic", AguiInput.says("text Hi")).text()).isEqualTo("Hi");
    }

    private static RequestSpecification as(String subject) {
        return given().header("Authorization", "Bearer " + OidcServer.current().token(subject));
    }

    private SseClient stream(String subject, ObjectNode body) throws IOException {
        SseClient stream = SseClient.to(base.resolve("/basic/get_response_stream"))
                .header("Authorization", "Bearer " + OidcServer.current().token(subject))
                .post(body.toString());
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private AguiClient caller(String subject, String... roles) {
        return new AguiClient(base, OidcServer.current().token(subject, roles));
    }
}
