package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.e2e.Program;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is killed, or suspended for longer than a lease, while it has runs in the background. */
@Packaged
@Timeout(120)
class LostOwnerIT {

    private static final String LOST = "The process that ran it stopped before the run ended";
    private static final String ENDLESS = "call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say 9000 every 20ms";

    private static PostgresPods pods;

    @BeforeAll
    static void start() throws Exception {
        pods = PostgresPods.shared();
    }

    @Test
    void run_ofAKilledPod_failsAndLeavesItsThreadUsable() throws Exception {
        String thread = "killed-" + System.nanoTime();
        Pod owner = pods.another(Map.of());
        try (Program killed = owner.program()) {
            BackgroundRun run = begin(PostgresPods.at(owner), thread);
            try (SseClient direct = run.stream(PostgresPods.at(owner), 0);
                    SseClient passedOn = run.stream(pods.at(1), 0)) {
                awaitDelta(direct);
                awaitDelta(passedOn);
                CompletableFuture<JsonNode> waiting = waiting(run);

                killed.kill();

                assertCutOff(direct);
                assertCutOff(passedOn);
                JsonNode failed = run.awaitStatus(pods.at(0), "failed");
                assertThat(failed.path("error").asText()).contains(LOST);
                assertThat(failed.path("new_messages")).hasSizeGreaterThanOrEqualTo(3);
                waiting.get(40, TimeUnit.SECONDS);
            }
            assertUsable(thread);
            try (SseClient failure = run.stream(pods.at(0), 1)) {
                assertThat(failure.status()).isEqualTo(410);
            }
        }
    }

    @Test
    void run_ofAPodThatStoodStill_isGivenUpAndItsOwnerWritesNothingMore() throws Exception {
        String thread = "still-" + System.nanoTime();
        BackgroundRun run = begin(pods.at(0), thread);
        try (SseClient reader = run.stream(pods.at(0), 0)) {
            awaitDelta(reader);
            JsonNode failed;
            signal("STOP");
            try {
                failed = run.awaitStatus(pods.at(1), "failed");
                assertThat(failed.path("error").asText()).contains(LOST);
                assertUsable(thread);
            } finally {
                signal("CONT");
            }

            assertCutOff(reader);
            // Waits for the end of a run that is about to stop.
            pods.at(0).cancel(run.id(), "immediate");
            assertThat(pods.at(0).cancel(run.id(), "immediate")).returns(404, LoadCaller.Cancelled::status);
            assertThat(run.seenBy(pods.at(0))).isEqualTo(failed);
            assertThat(run.seenBy(pods.at(1))).isEqualTo(failed);
        }
        assertThat(items(thread)).isEqualTo(5);
        assertThat(BackgroundRun.begin(pods.at(0), "text Again")
                        .awaitedBy(pods.at(1))
                        .path("status")
                        .asText())
                .isEqualTo("completed");
    }

    private static BackgroundRun begin(LoadCaller caller, String thread) throws Exception {
        return BackgroundRun.begin(caller, Json.object().put("message", ENDLESS).put("thread_id", thread));
    }

    /** A client that waits for the run's end at another pod. */
    private static CompletableFuture<JsonNode> waiting(BackgroundRun run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run.awaitedBy(pods.at(1));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The thread accepts the next message. It has the complete items of the killed run, and these two. */
    private static void assertUsable(String thread) throws Exception {
        int before = items(thread);
        HttpResponse<String> answer = pods.at(1)
                .post(
                        "/travel/get_response",
                        Json.object()
                                .put("message", "text Next")
                                .put("thread_id", thread)
                                .toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(items(thread)).isEqualTo(before + 2);
    }

    private static int items(String thread) throws Exception {
        return Json.read(pods.at(1).get("/travel/threads/" + thread).body())
                .path("items")
                .size();
    }

    private static void awaitDelta(SseClient stream) throws IOException {
        while (!stream.readFrame().orElseThrow().contains("response.output_text.delta")) {
            // The previous turn must be complete.
        }
    }

    /** The connection ends without the run's last frame. */
    private static void assertCutOff(SseClient stream) throws IOException {
        boolean ended = false;
        try {
            for (var frame = stream.readFrame(); frame.isPresent(); frame = stream.readFrame()) {
                ended |= frame.get().contains("event: end\n");
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection is still open.", e);
        } catch (IOException _) {
            // Cut in the middle.
        }
        assertThat(ended).isFalse();
    }

    private static void signal(String name) throws Exception {
        int exit = new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(pods.program(0).pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
