package io.agencyswarm.agui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of AG-UI clients in the background. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiBackgroundTest {

    private static final String LONG = "say 5000 every 10ms";
    private static final String TEAM =
            "reason hm | " + AguiInput.delegate("Developer", "say 3 every 1ms") + " ;; text Done";

    @TestHTTPResource
    URI base;

    @Inject
    Store store;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void stream_byDefault_hasNeitherLocationNorIds() throws IOException {
        try (SseClient stream = post("basic", named("text Hi"))) {
            assertThat(stream.header("Location")).isEmpty();
            assertThat(stream.readAll()).contains("RUN_FINISHED").doesNotContain("id: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "\"blue\"", "null", "false", "{}"})
    void background_applicationsOwnProperty_changesNothing(String value) throws IOException {
        ObjectNode body = named("text Hi");
        body.set("forwardedProps", AguiInput.json("{\"background\":" + value + "}"));

        try (SseClient stream = post("basic", body)) {
            assertThat(stream.header("Location")).isEmpty();
            assertThat(stream.readAll()).contains("RUN_FINISHED").doesNotContain("id: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"basic, text Hi", "basic, 'call add {\"a\":1,\"b\":2} ;; text Done'", "team, ''"})
    void client_cutAtEachFrame_endsWithTheFramesOfAnUncutOne(String agency, String script) throws IOException {
        List<String> whole;
        String location;
        try (SseClient stream = post(agency, inBackground(script.isEmpty() ? TEAM : script))) {
            location = stream.header("Location").orElseThrow();
            whole = stream.readFrames();
        }

        assertThat(location).startsWith("/" + agency + "/runs/");
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i)).startsWith("id: " + (i + 1) + "\ndata: {");
        }
        AguiOrder.check(events(whole));
        for (int cut = 1; cut < whole.size(); cut++) {
            try (SseClient second = from(location, cut)) {
                assertThat(second.readFrames()).as("after frame " + cut).isEqualTo(whole.subList(cut, whole.size()));
            }
        }
        given().header("Last-Event-ID", whole.size())
                .get(location + "/stream")
                .then()
                .statusCode(204);
    }

    @Test
    void client_leavesAtEachFrame_getsWholeRunInPieces() throws IOException {
        List<String> got = new ArrayList<>();
        String location;
        try (SseClient stream = post("basic", inBackground("say 20 every 5ms"))) {
            location = stream.header("Location").orElseThrow();
            got.add(stream.readFrame().orElseThrow());
        }
        while (!got.getLast().contains("RUN_FINISHED")) {
            try (SseClient second = from(location, got.size())) {
                got.add(second.readFrame().orElseThrow());
            }
        }

        try (SseClient whole = from(location, 0)) {
            assertThat(whole.readFrames()).isEqualTo(got);
        }
        assertThat(new AguiEvents(events(got)).outcome()).isEqualTo("success");
        assertThat(ScriptedModelServer.current().requests()).as("one run").hasSize(1);
    }

    @Test
    void run_leftByItsClient_isFoundWithItsEnd() throws IOException {
        String location;
        try (SseClient stream = post("basic", inBackground("say 20 every 5ms"))) {
            location = stream.header("Location").orElseThrow();
        }

        given().get(location + "?wait=30")
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("response", notNullValue())
                .body("new_messages.size()", greaterThan(0))
                .body("last_event_id", greaterThan(20));
    }

    @Test
    void runOfTheSameNames_isJoinedFromItsFirstFrame() throws IOException {
        ObjectNode body = inBackground(LONG);
        try (SseClient first = post("basic", body)) {
            String started = first.readFrame().orElseThrow();

            try (SseClient second = post("basic", body)) {
                assertThat(second.header("Location")).isEqualTo(first.header("Location"));
                assertThat(second.readFrame()).hasValue(started);
                cancel(first);

                List<String> remaining = second.readFrames();
                assertThat(remaining)
                        .isEqualTo(first.readFrames())
                        .last()
                        .asString()
                        .contains("cancelled");
            }
        }
        assertThat(ScriptedModelServer.current().requests()).as("one run").hasSize(1);
    }

    @Test
    void runOfSameNames_over_startsAgain() throws IOException {
        ObjectNode body = inBackground("text Hi");
        try (SseClient first = post("basic", body)) {
            first.readFrames();
            try (SseClient second = post("basic", body)) {
                assertThat(second.header("Location")).isNotEqualTo(first.header("Location"));
                assertThat(second.readFrames()).last().asString().contains("RUN_FINISHED");
            }
        }
    }

    @Test
    void liveRun_ofAnotherPod_isNotThereForAPeerThatWantsItDeleted() {
        String runId = UUID.randomUUID().toString();
        store.runs().admit(RunDraft.of(runId).agency("basic").run());
        String path = "/basic/runs/" + runId;
        try {
            given().header("x-agency-hop", "1").delete(path).then().statusCode(404);
            given().delete(path).then().statusCode(409);
        } finally {
            store.runs().end(runId, 1, List.of(), StoredResult.cancelled());
        }
        given().delete(path).then().statusCode(204);
    }

    @Test
    void liveRun_deleted_isCancelledAndThenForgotten() throws IOException {
        try (SseClient stream = post("basic", inBackground(LONG))) {
            String location = stream.header("Location").orElseThrow();
            stream.readFrame();

            cancel(stream);

            assertThat(stream.readFrames()).last().asString().contains("RUN_FINISHED", "cancelled");
            given().get(location).then().body("status", equalTo("cancelled")).body("cancelled", equalTo(true));
            given().delete(location).then().statusCode(204);
            given().get(location).then().statusCode(404);
            given().get(location + "/stream").then().statusCode(404);
        }
    }

    @Test
    void onBusyReject_withALiveRunOfTheThread_is409() throws IOException {
        String thread = UUID.randomUUID().toString();
        try (SseClient live = post("basic", inBackground(LONG).put("threadId", thread))) {
            live.readFrame();
            ObjectNode body = named("text Hi").put("threadId", thread);
            body.putObject("forwardedProps").put("onBusy", "reject");

            assertThat(client.plain("basic", body))
                    .startsWith("409 ")
                    .contains(id(live), "The thread has a live run.", "interrupt");

            cancel(live);
            live.readFrames();
            assertThat(client.run("basic", body).text()).isEqualTo("Hi");
        }
    }

    @Test
    void onBusyInterrupt_withALiveRunOfTheThread_cancelsIt() throws IOException {
        String thread = UUID.randomUUID().toString();
        try (SseClient live = post("basic", inBackground(LONG).put("threadId", thread))) {
            live.readFrame();
            ObjectNode body = named("text Hi").put("threadId", thread);
            body.putObject("forwardedProps").put("on_busy", "interrupt");

            assertThat(client.run("basic", body).text()).isEqualTo("Hi");

            assertThat(live.readFrames()).last().asString().contains("RUN_FINISHED", "cancelled");
        }
    }

    @Test
    void onBusy_ofAnotherValue_isRefused() throws IOException {
        ObjectNode body = named("text Hi");
        body.putObject("forwardedProps").put("on_busy", "enqueue");
        assertThat(client.refused("basic", body.toString()))
                .containsExactly("body.forwardedProps.on_busy: literal_error");
        assertThat(client.plain("basic", body)).contains("can't wait for that run");

        body.putObject("forwardedProps").put("onBusy", 7);
        assertThat(client.refused("basic", body.toString())).containsExactly("body.forwardedProps.onBusy: string_type");
    }

    @Test
    void stream_ofFramesMissing_isRefused() throws IOException {
        try (SseClient stream = post("basic", inBackground("text Hi"))) {
            String location = stream.header("Location").orElseThrow();
            stream.readFrames();

            given().header("Last-Event-ID", "999")
                    .get(location + "/stream")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("999"));
            given().get("/team/runs/" + id(stream)).then().statusCode(404);
        }
    }

    private static void cancel(SseClient stream) {
        given().delete(stream.header("Location").orElseThrow()).then().statusCode(204);
    }

    private static String id(SseClient stream) {
        String location = stream.header("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static ObjectNode named(String message) {
        return AguiInput.says(message).put("threadId", "t-" + UUID.randomUUID()).put("runId", "r-" + UUID.randomUUID());
    }

    private static ObjectNode inBackground(String message) {
        ObjectNode body = named(message);
        body.putObject("forwardedProps").put("background", true);
        return body;
    }

    private SseClient post(String agency, JsonNode body) throws IOException {
        SseClient stream = SseClient.to(base.resolve("/" + agency + "/get_response_stream"))
                .post(body.toString());
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private SseClient from(String location, int lastEventId) throws IOException {
        SseClient stream = SseClient.to(base.resolve(location + "/stream"))
                .header("Last-Event-ID", String.valueOf(lastEventId))
                .get();
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        return stream;
    }

    private static List<JsonNode> events(List<String> frames) {
        return frames.stream()
                .<JsonNode>map(frame -> AguiInput.json(frame.substring(frame.indexOf("data: ") + "data: ".length())))
                .toList();
    }
}
