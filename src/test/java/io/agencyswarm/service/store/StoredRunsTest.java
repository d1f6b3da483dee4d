package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.SseFrames;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in the background: starting, reading, waiting, leaving, cancelling and deleting. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class StoredRunsTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    @Inject
    HeldEnds ends;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void begin_inTheBackground_isAcceptedWithTheRun() throws Exception {
        String gate = UUID.randomUUID().toString();
        ServiceAnswer accepted =
                client.ask("workshop", background("call hold {\"gate\":\"" + gate + "\"} ;; text Done"));

        JsonNode run = accepted.body();
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.header("Location"))
                .hasValueSatisfying(to -> assertThat(URI.create(to).getPath())
                        .isEqualTo(path("workshop", run.path("run_id").asText())));
        assertThat(accepted.header("Cache-Control")).contains("no-store");
        assertThat(run.fieldNames())
                .toIterable()
                .containsExactly(
                        "run_id",
                        "agency",
                        "thread_id",
                        "status",
                        "created_at",
                        "started_at",
                        "ended_at",
                        "response",
                        "new_messages",
                        "usage",
                        "cancelled",
                        "error",
                        "last_event_id");
        assertThat(run.path("agency").asText()).isEqualTo("workshop");
        assertThat(run.path("status").asText()).isEqualTo("running");
        assertThat(run.path("cancelled").asBoolean(true)).isFalse();
        assertThat(run.path("created_at").asLong()).isPositive();
        assertThat(run.path("started_at").asLong())
                .isGreaterThanOrEqualTo(run.path("created_at").asLong());
        for (String unknown : new String[] {"thread_id", "ended_at", "response", "usage", "error"}) {
            assertThat(run.path(unknown).isNull()).as(unknown).isTrue();
        }
        assertThat(Cancels.kinds(accepted.newMessages())).containsExactly("user");

        gates.open(gate);
        ServiceAnswer over = client.get(path("workshop", run.path("run_id").asText()) + "?wait=20");
        assertThat(over.status()).isEqualTo(200);
        assertThat(over.header("Cache-Control")).contains("no-store");
        assertThat(over.body().path("status").asText()).isEqualTo("completed");
        assertThat(over.response()).isEqualTo("Done");
        assertThat(over.body().path("ended_at").asLong()).isPositive();
        assertThat(over.body().at("/usage/request_count").asInt()).isEqualTo(2);
        assertThat(Cancels.kinds(over.newMessages()))
                .containsExactly("user", "function_call", "function_call_output", "assistant");
    }

    @Test
    void run_inTheMiddle_holdsWholeTurnsAndTheirLastFrame() throws Exception {
        String gate = UUID.randomUUID().toString();
        String script = "call note {\"text\":\"x\"} ;; call hold {\"gate\":\"" + gate + "\"} ;; text Done";
        String runId = begin("workshop", script);
        gates.awaitEntered(gate);

        ServiceAnswer middle = client.get(path("workshop", runId));
        assertThat(middle.body().path("status").asText()).isEqualTo("running");
        assertThat(Cancels.kinds(middle.newMessages()))
                .containsExactly("user", "function_call", "function_call_output");
        long lastOfThem = middle.body().path("last_event_id").asLong();
        gates.open(gate);

        SseFrames all = SseFrames.of(rejoin("workshop", runId, null));
        assertThat(all.frames().get((int) lastOfThem - 1).what()).isEqualTo("tool_output");
        assertThat(all.frames().get((int) lastOfThem).what()).isEqualTo("response.created");
        ServiceAnswer over = client.get(path("workshop", runId) + "?wait=20");
        assertThat(over.body().path("last_event_id").asInt())
                .isEqualTo(all.frames().size());
        assertThat(over.newMessages())
                .isEqualTo(all.frames().get(all.frames().size() - 2).data().path("new_messages"));
    }

    @Test
    void wait_pastItsTime_reportsWhatThereIs() throws Exception {
        String gate = UUID.randomUUID().toString();
        String runId = begin("workshop", "call hold {\"gate\":\"" + gate + "\"} ;; text Done");

        assertThat(client.get(path("workshop", runId) + "?wait=1")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("running");
        gates.open(gate);
        assertThat(client.get(path("workshop", runId) + "?wait=20")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void stream_inTheBackground_hasAnIdInEachFrame() throws Exception {
        try (SseClient stream = client.raw("/basic/get_response_stream")
                .post(background("call add {\"a\":1,\"b\":2} ;; text One two three")
                        .toString())) {
            SseFrames.assertUnbroken(stream.readFrames(), 1);
        }
    }

    @Test
    void stream_inTheForeground_hasNoIds() throws Exception {
        try (SseClient stream = client.raw("/basic/get_response_stream")
                .post(ServiceClient.says("text Hi").toString())) {
            assertThat(stream.readFrames())
                    .isNotEmpty()
                    .noneMatch(frame -> frame.contains("id: ") && frame.startsWith("id"));
        }
    }

    @Test
    void client_leaves_runContinues() throws Exception {
        String gate = UUID.randomUUID().toString();
        String runId;
        try (LiveStream stream =
                client.open("workshop", background("call hold {\"gate\":\"" + gate + "\"} ;; text Done"))) {
            runId = stream.runId();
            gates.awaitEntered(gate);
        }
        // The disconnect has been handled once the next request of this kind was answered.
        client.get(path("workshop", runId) + "?wait=1");
        gates.open(gate);

        ServiceAnswer over = client.get(path("workshop", runId) + "?wait=20");
        assertThat(over.body().path("status").asText()).isEqualTo("completed");
        assertThat(over.response()).isEqualTo("Done");
    }

    @Test
    void enter_againFromAFrame_byHeaderAndByQuery() throws Exception {
        String runId = begin("basic", "call add {\"a\":1,\"b\":2} ;; text One two three");
        SseFrames all = SseFrames.of(rejoin("basic", runId, null));
        int last = all.raw().size();
        SseFrames.assertUnbroken(all.raw(), 1);

        assertThat(all.raw().getLast()).contains("event: end");
        assertThat(SseFrames.of(rejoin("basic", runId, "0")).raw()).isEqualTo(all.raw());
        assertThat(SseFrames.of(rejoin("basic", runId, "3")).raw())
                .isEqualTo(all.raw().subList(3, last));
        assertThat(SseFrames.of(client.raw(path("basic", runId) + "/stream?starting_after=5")
                                .get())
                        .raw())
                .isEqualTo(all.raw().subList(5, last));
        assertThat(SseFrames.of(client.raw(path("basic", runId) + "/stream?starting_after=5")
                                .header("Last-Event-ID", "7")
                                .get())
                        .raw())
                .as("the header wins")
                .isEqualTo(all.raw().subList(7, last));
        try (SseClient over = rejoin("basic", runId, String.valueOf(last))) {
            assertThat(over.status()).isEqualTo(204);
        }
        try (SseClient past = rejoin("basic", runId, String.valueOf(last + 1))) {
            assertThat(past.status()).isEqualTo(400);
            assertThat(past.readAll()).contains("detail", "" + (last + 1), "" + last);
        }
    }

    @Test
    void enter_afterFrameMissing_byQuery_is422() throws Exception {
        String runId = begin("basic", "text Hi");
        int last = SseFrames.of(rejoin("basic", runId, null)).raw().size();

        assertThat(client.get(path("basic", runId) + "/stream?starting_after=" + last)
                        .status())
                .isEqualTo(204);
        ServiceAnswer refused = client.get(path("basic", runId) + "/stream?starting_after=" + (last + 1));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.body().at("/detail/0/loc/1").asText()).isEqualTo("starting_after");
        assertThat(refused.body().at("/detail/0/msg").asText()).contains("" + last);
        assertThat(refused.text()).doesNotContain("Last-Event-ID");
    }

    /** A state in which a client may reconnect, read the run, and continue its stream. */
    @Test
    void enter_afterTheLastFrameOfARunThatIsOverButNotTold_is204() throws Exception {
        String gate = UUID.randomUUID().toString();
        String runId = begin("workshop", "call hold {\"gate\":\"" + gate + "\"} ;; text Done");
        gates.awaitEntered(gate);
        ends.hold(runId);
        gates.open(gate);
        Model.until("its row is over", () -> status(runId).equals("completed"));
        long last =
                client.get(path("workshop", runId)).body().path("last_event_id").asLong();

        try (SseClient over = rejoin("workshop", runId, "" + last);
                SseClient past = rejoin("workshop", runId, "" + (last + 1))) {
            assertThat(over.status()).isEqualTo(204);
            assertThat(past.status()).isEqualTo(400);
        } finally {
            ends.release(runId);
        }
        assertThat(SseFrames.of(rejoin("workshop", runId, null)).raw()).hasSize((int) last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "1e3", "99999999999999999999"})
    void enter_afterWhatIsNoFrame_is400(String lastEventId) throws Exception {
        String runId = begin("basic", "text Hi");
        try (SseClient refused = rejoin("basic", runId, lastEventId)) {
            assertThat(refused.status()).as(lastEventId).isEqualTo(400);
            assertThat(refused.readAll()).contains("\"detail\"", "Last-Event-ID");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?wait=x",
                "?wait=-1",
                "?wait=31",
                "?wait=1.5",
                "/stream?starting_after=x",
                "/stream?starting_after=-1"
            })
    void query_wrong_is422(String query) throws Exception {
        String runId = begin("basic", "text Hi");
        ServiceAnswer refused = client.get(path("basic", runId) + query);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.body().at("/detail/0/loc/0").asText()).isEqualTo("query");
        assertThat(refused.body().at("/detail/0/msg").asText()).startsWith("Input should be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "00000000-0000-0000-0000-000000000000", "%2e%2e", "a%00b", "ü"})
    void run_missing_is404(String runId) throws Exception {
        for (String what : new String[] {"", "?wait=30", "/stream"}) {
            ServiceAnswer missing = client.get(
                    "/basic/runs/" + java.net.URLEncoder.encode(runId, java.nio.charset.StandardCharsets.UTF_8) + what);
            assertThat(missing.status()).as(what).isEqualTo(404);
            assertThat(missing.body().path("detail").asText()).isNotEmpty();
        }
    }

    @Test
    void run_ofAnotherAgencyOrOfItsConnection_is404() throws Exception {
        String runId = begin("basic", "text Hi");
        assertThat(client.get(path("team", runId)).status()).isEqualTo(404);
        assertThat(client.get(path("team", runId) + "/stream").status()).isEqualTo(404);
        assertThat(client.send("DELETE", path("team", runId), "").status()).isEqualTo(404);

        String plain = client.stream("basic", "text Hi").runId();
        assertThat(client.get(path("basic", plain)).status()).isEqualTo(404);
        assertThat(client.get(path("basic", plain) + "/stream").status()).isEqualTo(404);
    }

    private String status(String runId) {
        try {
            return client.get(path("workshop", runId)).body().path("status").asText();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cancel_ofARunInTheBackground_endsIt() throws Exception {
        String runId = begin("basic", "call add {\"a\":1,\"b\":2} ;; say 2000 every 20ms");
        try (LiveStream stream = new LiveStream(rejoin("basic", runId, null))) {
            stream.await(Cancels.DELTA);
            ServiceAnswer cancelled = Cancels.cancel(client, "basic", stream);
            Cancels.assertEndsCancelled(stream, cancelled);

            ServiceAnswer run = client.get(path("basic", runId));
            assertThat(run.body().path("status").asText()).isEqualTo("cancelled");
            assertThat(run.body().path("cancelled").asBoolean()).isTrue();
            assertThat(run.newMessages()).isEqualTo(cancelled.newMessages());
        }
        assertThat(client.cancel("basic", runId).status()).isEqualTo(404);
    }

    @Test
    void run_fails_saysWhy() throws Exception {
        String runId = begin("basic", "call add {\"a\":1,\"b\":2} ;; fail 401");
        ServiceAnswer run = client.get(path("basic", runId) + "?wait=20");

        assertThat(run.body().path("status").asText()).isEqualTo("failed");
        assertThat(run.body().path("error").asText()).isNotEmpty();
        assertThat(Cancels.kinds(run.newMessages())).containsExactly("user", "function_call", "function_call_output");
    }

    @Test
    void forget_aRun_onlyWhenItIsOver() throws Exception {
        String gate = UUID.randomUUID().toString();
        String runId = begin("workshop", "call hold {\"gate\":\"" + gate + "\"} ;; text Done");
        ServiceAnswer live = client.send("DELETE", path("workshop", runId), "");
        assertThat(live.status()).isEqualTo(409);
        assertThat(live.body().path("detail").asText()).contains("cancel_response_stream");
        gates.open(gate);
        client.get(path("workshop", runId) + "?wait=20");

        ServiceAnswer deleted = client.send("DELETE", path("workshop", runId), "");
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(client.send("DELETE", path("workshop", runId), "").status()).isEqualTo(404);
        assertThat(client.get(path("workshop", runId)).status()).isEqualTo(404);
        assertThat(client.get(path("workshop", runId) + "/stream").status()).isEqualTo(404);
    }

    @Test
    void head_and_options_and_otherMethods() throws Exception {
        String runId = begin("basic", "text Hi");
        client.get(path("basic", runId) + "?wait=20");

        ServiceAnswer head = client.send("HEAD", path("basic", runId), "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(client.send("OPTIONS", path("basic", runId), "").status()).isEqualTo(200);
        for (String method : new String[] {"POST", "PUT", "PATCH"}) {
            ServiceAnswer refused = client.send(method, path("basic", runId), "{}");
            assertThat(refused.status()).as(method).isEqualTo(405);
            assertThat(refused.header("Allow"))
                    .hasValueSatisfying(allow -> assertThat(allow).contains("GET", "DELETE"));
        }
        ServiceAnswer stream = client.send("HEAD", path("basic", runId) + "/stream", "");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.text()).isEmpty();
        assertThat(client.send("DELETE", path("basic", runId) + "/stream", "").status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"true\"", "[]", "{}"})
    void background_noFlag_is422(String value) throws Exception {
        ServiceAnswer refused =
                client.post("/basic/get_response", "{\"message\":\"text Hi\",\"background\":" + value + "}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("background");
    }

    private String begin(String agency, String script) throws Exception {
        ServiceAnswer accepted = client.ask(agency, background(script));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.body().path("run_id").asText();
    }

    private SseClient rejoin(String agency, String runId, String lastEventId) throws Exception {
        return SseFrames.enter(client, agency, runId, lastEventId);
    }

    private static ObjectNode background(String script) {
        return ServiceClient.says(script).put("background", true);
    }

    private static String path(String agency, String runId) {
        return "/" + agency + "/runs/" + runId;
    }
}
