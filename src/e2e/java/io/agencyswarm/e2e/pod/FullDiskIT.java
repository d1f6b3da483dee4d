package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.e2e.Program;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ScriptedModelServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 256 KiB for the logs and the temporary files, which is full and then has space again. */
@Packaged
@Timeout(90)
class FullDiskIT {

    private static final int FILE_BYTES = 64 << 10;

    @TempDir
    Path disk;

    private ScriptedModelServer model;
    private LoadCaller caller;

    @Test
    void disk_full_costsLogsAndAttachmentsAndNothingElse() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")), "Only root may mount a disk for a process of its own.");
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        files.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, FILE_BYTES);
            exchange.getResponseBody().write(new byte[FILE_BYTES]);
            exchange.close();
        });
        files.start();
        String host = "127.0.0.1:" + files.getAddress().getPort();
        try (ScriptedModelServer started = ScriptedModelServer.start();
                Program program = start(started, host).program()) {
            model = started;
            Path full = Path.of("/proc", String.valueOf(program.pid()), "root", disk.toString(), "full");
            fill(full);

            assertThat(logged("a").statusCode()).isEqualTo(200);
            assertThat(logged("b").statusCode()).isEqualTo(200);
            assertThat(program.count(line -> line.contains("Activity logs in")))
                    .as("lines about the logs, of which there are many events")
                    .isEqualTo(1);
            model.reset();
            assertThat(attached(host)).contains("can't be attached");
            assertThat(model.requests()).isEmpty();

            Files.delete(full);

            assertThat(logged("c").statusCode()).isEqualTo(200);
            assertThat(caller.get("/get_logs?log_id=c").body()).contains("Run ");
            assertThat(attached(host)).contains("\"response\":\"Hi");
            assertThat(program.count(line -> line.contains(" ERROR "))).isZero();
        } finally {
            files.stop(0);
        }
    }

    private Pod start(ScriptedModelServer server, String host) throws InterruptedException {
        Map<String, String> settings = Map.of(
                "AGENCY_SWARM_LOGGING_DIR",
                disk.resolve("logs").toString(),
                "AGENCY_SWARM_FILES_TEMP_DIR",
                disk.toString(),
                "AGENCY_SWARM_FILES_ALLOWED_HOSTS",
                host);
        List<String> ownDisk = List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs -o size=256k tmpfs \"$0\" && exec \"$@\"",
                disk.toString());
        Pod pod = Pod.start(ownDisk, Program.freePort(), server, disk, settings).awaitReady();
        caller = LoadCaller.at(URI.create("http://" + pod.address() + "/"));
        return pod;
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private HttpResponse<String> logged(String id) throws Exception {
        return caller.with("x-agency-log-id", id).post("/travel/get_response", "{\"message\":\"text Hi\"}");
    }

    private String attached(String host) throws Exception {
        return caller.post(
                        "/travel/get_response",
                        Json.object()
                                .put("message", "text Hi")
                                .set("file_urls", Json.object().put("a.txt", "http://" + host + "/a.txt"))
                                .toString())
                .body();
    }
}
