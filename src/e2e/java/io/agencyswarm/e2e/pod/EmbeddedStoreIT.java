package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.e2e.Program;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.SseClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores its runs and threads in a file, and is stopped, killed and restarted. */
@Packaged
@Timeout(120)
class EmbeddedStoreIT {

    private static final String TURNS = "call PackingList {\"city\":\"Rome\",\"nights\":2} ;; ";

    @TempDir
    Path directory;

    private int port;

    @Test
    void runsAndThreads_afterAStopAKillAndAnotherStart_areThere() throws Exception {
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            BackgroundRun over;
            BackgroundRun draining;
            JsonNode seen;
            try (Program program = start(model).program()) {
                LoadCaller caller = caller();
                over = begin(caller, TURNS + "text Done");
                seen = over.awaitedBy(caller);
                assertThat(seen.path("status").asText()).isEqualTo("completed");
                draining = BackgroundRun.begin(caller, TURNS + "say 40 every 50ms");
                BackgroundRun endless = BackgroundRun.begin(caller, TURNS + "say 9000 every 20ms");
                model.await(server -> server.requests().size() == 6, Duration.ofSeconds(20));

                // While a request is open, further requests are rejected; otherwise connections are.
                try (SseClient _ = endless.stream(caller, 0)) {
                    program.terminate();
                    program.awaitLine(line -> line.contains("Shutting down: 2 runs"));
                    assertThat(keyed(caller).statusCode()).isEqualTo(503);
                }
                program.awaitEnd();

                try (Program second = start(model).program()) {
                    assertThat(keyed(caller()).statusCode())
                            .as("the key was not used up")
                            .isEqualTo(200);
                    assertThat(over.seenBy(caller())).isEqualTo(seen);
                    assertThat(draining.seenBy(caller()).path("status").asText())
                            .isEqualTo("completed");
                    JsonNode cut = endless.seenBy(caller());
                    assertThat(cut.path("status").asText()).isEqualTo("failed");
                    assertThat(cut.path("error").asText()).contains("shutting down", "quarkus.shutdown.timeout");
                    assertThat(cut.path("new_messages")).hasSizeGreaterThanOrEqualTo(3);

                    assertSecondProcessIsRefused(model);
                    killedInMidRun(model, second);
                }
            }
            try (Program last = start(model).program()) {
                JsonNode thread = Json.read(caller().get("/travel/threads/kept").body());
                assertThat(thread.path("run_id").isNull()).isTrue();
                assertThat(thread.path("items").findValuesAsText("role")).contains("user", "assistant");
                HttpResponse<String> next =
                        caller().post("/travel/get_response", "{\"message\":\"text Next\",\"thread_id\":\"kept\"}");
                assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
                assertThat(last.isRunning()).isTrue();
                assertThat(last.said())
                        .as("warnings of the JVM, as that SQLite's library needs a permission")
                        .noneMatch(line -> line.startsWith("WARNING:"));
            }
        }
    }

    private void killedInMidRun(ScriptedModelServer model, Program program) throws Exception {
        model.reset();
        BackgroundRun run = begin(caller(), TURNS + "hang");
        model.await(server -> server.requests().size() == 2, Duration.ofSeconds(20));
        program.kill();
        program.awaitEnd();
        try (Program _ = start(model).program()) {
            JsonNode failed = run.seenBy(caller());
            assertThat(failed.path("status").asText()).isEqualTo("failed");
            assertThat(failed.path("error").asText()).contains("The process that ran it stopped before the run ended");
            assertThat(failed.path("new_messages")).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    private void assertSecondProcessIsRefused(ScriptedModelServer model) throws Exception {
        try (Program second =
                Pod.start(Program.freePort(), model, directory, settings()).program()) {
            second.awaitLine(line -> line.contains("is in use by another process"));
            second.awaitEnd();
            assertThat(second.exitCode()).isEqualTo(1);
        }
    }

    private Pod start(ScriptedModelServer model) throws Exception {
        port = Program.freePort();
        return Pod.start(port, model, directory, settings()).awaitReady();
    }

    private Map<String, String> settings() {
        return Map.of(
                "AGENCY_SWARM_STORE_KIND",
                "embedded",
                "AGENCY_SWARM_STORE_PATH",
                directory.resolve("kept.db").toString(),
                "QUARKUS_SHUTDOWN_TIMEOUT",
                "8s");
    }

    private LoadCaller caller() {
        return LoadCaller.at(URI.create("http://127.0.0.1:" + port + "/"));
    }

    private static BackgroundRun begin(LoadCaller caller, String script) throws Exception {
        return BackgroundRun.begin(caller, Json.object().put("message", script).put("thread_id", "kept"));
    }

    private static HttpResponse<String> keyed(LoadCaller caller) throws Exception {
        return caller.with("Idempotency-Key", "of-the-end").post("/travel/get_response", "{\"message\":\"text Hi\"}");
    }
}
