package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ScriptedModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files that a killed process leaves behind, and those that it must not delete at the next start. */
@Packaged
@Timeout(120)
class LeftoversIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Socket> open = new ArrayList<>();

    @TempDir
    Path logs;

    @TempDir
    Path files;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void files_ofAKilledProcess_areSweptAtTheNextStartAndThoseOfAnotherProcessStay() throws Exception {
        try (ScriptedModelServer model = ScriptedModelServer.start();
                ServerSocket slow = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Map<String, String> settings = Map.of(
                    "AGENCY_SWARM_FILES_TEMP_DIR",
                    files.toString(),
                    "AGENCY_SWARM_FILES_ALLOWED_HOSTS",
                    "127.0.0.1:" + slow.getLocalPort(),
                    "AGENCY_SWARM_FILES_READ_TIMEOUT",
                    "5m",
                    "AGENCY_SWARM_FILES_TOTAL_TIMEOUT",
                    "5m");
            try (Program killed = attach(model, settings, slow).program()) {
                killed.kill();
                killed.awaitEnd();
            }
            Path left = directories().getFirst();

            try (Program alive = attach(model, settings, slow).program()) {
                await(() -> !Files.exists(left));
                Path used = directories().getFirst();
                Path old = Files.createDirectory(files.resolve("agency-swarm-files-old"));
                Files.createFile(old.resolve("lock"));

                try (Program third = Pod.start(Program.freePort(), model, logs, settings)
                        .awaitReady()
                        .program()) {
                    await(() -> !Files.exists(old));
                    third.terminate();
                    third.awaitEnd();
                }
                assertThat(used).isDirectory();
                assertThat(alive.isRunning()).isTrue();
            }
        }
    }

    /** A process that fetches a file that never arrives. */
    private Pod attach(ScriptedModelServer model, Map<String, String> settings, ServerSocket slow) throws Exception {
        Pod pod = Pod.start(Program.freePort(), model, logs, settings).awaitReady();
        String body = Json.object()
                .put("message", "Hi")
                .set("file_urls", Json.object().put("a.txt", "http://127.0.0.1:" + slow.getLocalPort() + "/a.txt"))
                .toString();
        CompletableFuture<Void> request = CompletableFuture.runAsync(() -> {
            try {
                LoadCaller.at(URI.create("http://" + pod.address() + "/")).post("/travel/get_response", body);
            } catch (IOException | InterruptedException _) {
                // The process is killed in the middle of its answer.
            }
        });
        Socket fetching = slow.accept();
        // An unreferenced socket is closed by the next garbage collection.
        open.add(fetching);
        fetching.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
        assertThat(request).isNotDone();
        return pod;
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.toList();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
