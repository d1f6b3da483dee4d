package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.testing.ScriptedModelServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is stopped while a run would exceed the shutdown timeout. */
@Packaged
@Timeout(90)
class GracefulShutdownIT {

    private static final int SIGTERM = 128 + 15;

    @Test
    void process_toldToEnd_isNotReadyAtOnceAndEndsWhatGoesOnWithAnError(@TempDir Path directory) throws Exception {
        int operators = Program.freePort();
        Map<String, String> settings =
                Map.of("QUARKUS_SHUTDOWN_TIMEOUT", "5s", "QUARKUS_MANAGEMENT_PORT", String.valueOf(operators));
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            Pod pod = Pod.start(Program.freePort(), model, directory, settings).awaitReady();
            try (Program program = pod.program()) {
                LoadCaller caller = LoadCaller.at(URI.create("http://" + pod.address() + "/"));
                RunStream endless = caller.open("say 10000 every 50ms");
                RunStream cancelled = caller.open("hang");
                endless.awaitDelta();
                assertThat(health(operators, "ready")).isEqualTo(200);

                program.terminate();
                program.awaitLine(line -> line.contains("Shutting down: 2 runs"));

                assertThat(health(operators, "ready")).isEqualTo(503);
                assertThat(health(operators, "live")).isEqualTo(200);
                HttpResponse<String> refused = caller.post("/travel/get_response", "{\"message\":\"text Hi\"}");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(caller.cancel(cancelled.runId(), "immediate")).matches(LoadCaller.Cancelled::succeeded);
                assertThat(cancelled.rest().whole()).isTrue();
                cancelled.close();

                assertThat(endless.rest().endedWithError()).contains("shutting down", "quarkus.shutdown.timeout");
                endless.close();
                program.awaitEnd();
                assertThat(program.exitCode()).isIn(0, SIGTERM);
            }
        }
    }

    private static int health(int port, String what) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/" + what))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
