package io.agencyswarm.devui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The runs on the page. The offline model answers. */
@QuarkusTest
@TestProfile(DevProfile.class)
@Timeout(60)
class RecentRunsTest {

    @TestHTTPResource
    URI base;

    @Test
    void run_thatDelegates_isATreeOfItsSteps() throws Exception {
        ask("What is the weather in Oslo?");

        JsonNode run = newest();
        assertThat(tree(run))
                .containsExactly(
                        "run Concierge travel completed",
                        "model Concierge gpt-5.4-mini completed",
                        "delegation Concierge Forecaster completed",
                        "model Forecaster gpt-5.4-mini completed",
                        "tool Forecaster forecast completed",
                        "model Forecaster gpt-5.4-mini completed",
                        "model Concierge gpt-5.4-mini completed");
        assertThat(run.at("/used/requests").asInt()).isEqualTo(4);
        assertThat(run.at("/steps/0/used/inputTokens").asInt()).isPositive();
        assertThat(run.at("/steps/0/times/firstMillis").isNumber()).isTrue();
        assertThat(run.toString())
                .as("neither the message nor arguments, answers or ids")
                .doesNotContain("Oslo", "clear", "call_");
    }

    @Test
    void run_fails_hasItsError() throws Exception {
        ask("fail 400");

        JsonNode run = newest();
        assertThat(tree(run)).containsExactly("run Concierge travel failed", "model Concierge gpt-5.4-mini failed");
        assertThat(run.at("/error/code").asText()).isEqualTo("MODEL_REFUSED");
        assertThat(run.at("/error/message").asText()).contains("Concierge", "400");
    }

    @Test
    void run_streams_isOpenUntilItIsCancelled() throws Exception {
        try (SseClient stream = SseClient.to(base.resolve("/travel/get_response_stream"))
                .post("{\"message\":\"say 500 every 100ms\"}")) {
            String id = runId(stream);
            awaitText(stream);

            assertThat(tree(newest()))
                    .containsExactly("run Concierge travel open", "model Concierge gpt-5.4-mini open");
            assertThat(newest().has("used")).isFalse();
            assertThat(newest().at("/steps/0/times/firstMillis").isNumber()).isTrue();

            given().contentType("application/json")
                    .body("{\"run_id\":\"" + id + "\"}")
                    .post("/travel/cancel_response_stream")
                    .then()
                    .statusCode(200);
            assertThat(tree(newest()))
                    .containsExactly("run Concierge travel cancelled", "model Concierge gpt-5.4-mini cancelled");
            assertThat(state().toString()).as("ids cancel runs").doesNotContain(id);
        }
    }

    @Test
    void runs_beyondTheLastFifty_areForgotten() throws Exception {
        for (int i = 0; i <= RecentRuns.MAX_ENDED; i++) {
            ask("text Hi");
        }

        List<Long> numbers = new ArrayList<>();
        state().path("runs").forEach(run -> numbers.add(run.path("number").asLong()));
        assertThat(numbers).hasSize(RecentRuns.MAX_ENDED).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    private static void ask(String message) {
        given().contentType("application/json")
                .body(Json.object().put("message", message).toString())
                .post("/travel/get_response");
    }

    private static JsonNode state() throws Exception {
        return Json.read(given().get("/q/agency-swarm/state").asString());
    }

    private static JsonNode newest() throws Exception {
        return state().at("/runs/0/run");
    }

    /** Returns each step with its kind, agent, subject and state; outer ones first. */
    private static List<String> tree(JsonNode step) {
        List<String> lines = new ArrayList<>();
        JsonNode name = step.path("name");
        lines.add(String.join(
                " ",
                name.path("kind").asText(),
                name.path("agent").asText(),
                name.path("target").asText(),
                step.path("state").asText()));
        step.path("steps").forEach(inner -> lines.addAll(tree(inner)));
        return lines;
    }

    private static String runId(SseClient stream) throws Exception {
        String meta = stream.readFrame().orElseThrow();
        return Json.read(meta.substring(meta.indexOf('{'))).path("run_id").asText();
    }

    private static void awaitText(SseClient stream) throws Exception {
        Optional<String> frame = stream.readFrame();
        while (!frame.orElseThrow().contains("response.output_text.delta")) {
            frame = stream.readFrame();
        }
    }
}
