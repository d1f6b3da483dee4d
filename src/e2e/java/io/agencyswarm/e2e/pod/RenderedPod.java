package io.agencyswarm.e2e.pod;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The packaged application as a pod of {@code deploy/k8s} runs it: with the entry point of {@code Dockerfile.jvm} and
 * the rendered environment. Only the address, the ports and the directories differ.
 */
record RenderedPod(Program program, LoadCaller caller, URI management) implements AutoCloseable {

    private static final String POD_IP = "127.0.0.1";
    /** The pod's fields in Kubernetes, and the content of its Secret. */
    private static final Map<String, String> OUTSIDE = Map.of(
            "status.podIP",
            POD_IP,
            "metadata.name",
            "agency-swarm-7d9f-abcde",
            "metadata.namespace",
            "agency-swarm",
            "app-token",
            Pod.TOKEN,
            "openai-api-key",
            "sk-test");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Starts the process; {@code more} takes precedence over the rendered environment. */
    static RenderedPod start(Rendering rendering, Path directory, Map<String, String> more) throws IOException {
        int port = Program.freePort();
        int managementPort = Program.freePort();
        Map<String, String> environment = new LinkedHashMap<>(rendering.environment(OUTSIDE));
        for (String mount : rendering.mounts()) {
            Path instead = Files.createDirectories(directory.resolve(mount.substring(1)));
            environment.replaceAll((name, value) ->
                    name.matches("AGENCY_SWARM_.*_DIRS?") && value.equals(mount) ? instead.toString() : value);
        }
        environment.put("QUARKUS_HTTP_HOST", POD_IP);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", POD_IP);
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        // JAVA_OPTS are added to the rendered ones.
        more.forEach((name, value) -> environment.merge(
                name, value, (rendered, ours) -> name.equals("JAVA_OPTS") ? rendered + " " + ours : ours));
        ProcessBuilder builder = new ProcessBuilder(entryPoint());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new RenderedPod(
                Program.start("rendered pod", builder),
                LoadCaller.at(URI.create("http://" + POD_IP + ":" + port + "/")),
                URI.create("http://" + POD_IP + ":" + managementPort + "/"));
    }

    /** The image's command with local paths, without the AOT cache. */
    private static List<String> entryPoint() throws IOException {
        Path application =
                Path.of(System.getProperty("packaged.application", "target/e2e/quarkus-app/quarkus-run.jar"));
        String line = Files.readAllLines(Path.of("src", "main", "docker", "Dockerfile.jvm")).stream()
                .filter(each -> each.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>();
        StreamSupport.stream(Json.read(line.substring("ENTRYPOINT ".length())).spliterator(), false)
                .map(word -> word.asText()
                        .replace("@/app/java.options", "@src/main/docker/java.options")
                        .replace("-XX:AOTCache=/app/aot/app.aot ", "")
                        .replace("/app/quarkus-run.jar", application.toString()))
                .forEach(words::add);
        return words;
    }

    /** Waits until the readiness probe succeeds. */
    RenderedPod awaitReady() throws InterruptedException {
        program.awaitPort(management.getPort());
        long deadline = System.nanoTime() + 40_000_000_000L;
        while (status("q/health/ready") != 200) {
            if (System.nanoTime() > deadline || !program.isRunning()) {
                throw new AssertionError("It does not get ready:\n" + String.join("\n", program.said()));
            }
            Thread.sleep(50);
        }
        return this;
    }

    /** Returns the status of a path on the management port; 0 if there is no response. */
    int status(String path) throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(management.resolve(path)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    String metrics() throws IOException, InterruptedException {
        HttpResponse<String> scrape = HTTP.send(
                HttpRequest.newBuilder(management.resolve("q/metrics")).build(), BodyHandlers.ofString());
        return scrape.body();
    }

    @Override
    public void close() {
        program.close();
    }
}
