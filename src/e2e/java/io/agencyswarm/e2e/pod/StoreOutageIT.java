package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL is unavailable for longer than a lease and returns, while two processes have runs. */
@Packaged
@Timeout(120)
class StoreOutageIT {

    private static final String TURNS = "call PackingList {\"city\":\"Rome\",\"nights\":2} ;; ";

    @Test
    void outage_longerThanALease_losesNothingAndFailsNoLiveRun() throws Exception {
        PostgresPods pods = PostgresPods.shared();
        String thread = "outage-" + System.nanoTime();
        BackgroundRun before = BackgroundRun.begin(
                pods.at(0), Json.object().put("message", "text Before").put("thread_id", thread));
        JsonNode acknowledged = before.awaitedBy(pods.at(1));
        BackgroundRun live = BackgroundRun.begin(pods.at(0), TURNS + "say 300 every 50ms");
        String busy = "busy-" + thread;
        BackgroundRun other = BackgroundRun.begin(
                pods.at(1),
                Json.object().put("message", TURNS + "say 300 every 50ms").put("thread_id", busy));
        BackgroundRun waiting = BackgroundRun.begin(
                pods.at(0),
                Json.object()
                        .put("message", "text Waited")
                        .put("thread_id", busy)
                        .put("on_busy", "enqueue"));
        BackgroundRun late = BackgroundRun.begin(pods.at(1), TURNS + "say 40 every 50ms");
        try (SseClient stream = live.stream(pods.at(0), 0);
                SseClient lateStream = late.stream(pods.at(1), 0);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> reader = threads.submit(stream::readFrames);
            Future<List<String>> lateReader = threads.submit(lateStream::readFrames);

            pods.server().stop();
            try {
                long down = System.nanoTime();
                assertRefused(pods.at(0), Json.object().put("background", true));
                assertRefused(pods.at(1), Json.object().put("thread_id", thread));
                assertRefused(pods.at(1).with("Idempotency-Key", "outage"), Json.object());
                assertThat(pods.at(1)
                                .post("/travel/get_response", "{\"message\":\"text Plain\"}")
                                .statusCode())
                        .isEqualTo(200);
                // The run ends without its row: the answer says so and has the items.
                List<String> frames = lateReader.get(40, TimeUnit.SECONDS);
                assertThat(frames.get(frames.size() - 2)).contains("store_error", "could not be saved");
                Thread.sleep(Math.max(
                        0,
                        Duration.ofSeconds(PostgresPods.LEASE_SECONDS + 2).toMillis()
                                - (System.nanoTime() - down) / 1_000_000));
            } finally {
                pods.server().startAgain();
            }

            JsonNode saved = live.awaitStatus(pods.at(1), "completed");
            assertThat(saved.path("response").asText()).contains("w300");
            assertThat(saved.path("new_messages")).hasSizeGreaterThanOrEqualTo(3);
            assertThat(other.awaitStatus(pods.at(0), "completed").path("error").isNull())
                    .isTrue();
            assertThat(waiting.awaitStatus(pods.at(1), "completed")
                            .path("response")
                            .asText())
                    .isEqualTo("Waited");
            assertThat(reader.get(40, TimeUnit.SECONDS).getLast()).contains("event: end\n");
        }
        assertThat(before.seenBy(pods.at(0))).isEqualTo(acknowledged);
        // Its process has no such run any more and nothing renews its lease, so the sweep ends it.
        late.awaitStatus(pods.at(0), "failed");
        BackgroundRun after = BackgroundRun.begin(
                pods.at(1), Json.object().put("message", "text After").put("thread_id", thread));
        assertThat(after.awaitedBy(pods.at(0)).path("status").asText()).isEqualTo("completed");
        assertThat(Json.read(pods.at(0).get("/travel/threads/" + thread).body()).path("items"))
                .hasSize(4);
        assertThat(refusable(pods.at(0).with("Idempotency-Key", "outage"), Json.object())
                        .statusCode())
                .as("the key was not used up")
                .isEqualTo(200);
    }

    private static void assertRefused(LoadCaller caller, ObjectNode body) throws Exception {
        HttpResponse<String> answer = refusable(caller, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static HttpResponse<String> refusable(LoadCaller caller, ObjectNode body) throws Exception {
        return caller.post(
                "/travel/get_response", body.put("message", "text Refused").toString());
    }
}
