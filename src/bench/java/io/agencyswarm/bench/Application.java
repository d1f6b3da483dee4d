package io.agencyswarm.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts the packaged application as the container image does: with the same JVM options and the same AOT cache. */
final class Application {

    /** What the JVM chooses in 1 GiB: 1/64 to begin with, and 70 % at most, as the Kubernetes manifests set it. */
    private static final List<String> HEAP = List.of("-Xms16m", "-Xmx716m");

    private static final int MILLIS_BETWEEN_ATTEMPTS = 5;
    private static final int MINUTES_OF_TRAINING = 5;

    private final Settings settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String model;
    private final int port;
    private final int managementPort;

    /** An application whose model server listens on a port of this machine. */
    Application(Settings settings, int modelPort) throws IOException {
        this.settings = settings;
        this.model = "http://" + ChildProcesses.HOST + ":" + modelPort;
        this.port = freePort();
        this.managementPort = freePort();
        Files.copy(
                settings.docker().resolve("java.options"),
                settings.application().resolve("java.options"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The JVM options, also for the programs that the application is compared with. */
    List<String> options() {
        return Stream.concat(Stream.of("@" + settings.application().resolve("java.options")), HEAP.stream())
                .toList();
    }

    int port() {
        return port;
    }

    /** A process that has answered its first request, and the time from its start to that answer. */
    record Started(Program program, double seconds) {}

    /** Starts the application and waits for its first answer. */
    Started start(boolean withCache) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(options());
        if (withCache) {
            // With AOTMode=on, the JVM does not start if it can't use the cache.
            options.addAll(List.of("-XX:AOTCache=aot/app.aot", "-XX:AOTMode=on"));
        }
        long begin = System.nanoTime();
        Program program = Program.packaged(
                settings.application(), settings.output().resolve("application.log"), environment(), options);
        while (!answers()) {
            if (!program.isAlive()) {
                throw new IOException("The application did not start; see application.log.");
            }
            Thread.sleep(MILLIS_BETWEEN_ATTEMPTS);
        }
        return new Started(program, (System.nanoTime() - begin) / 1e9);
    }

    /** Creates the AOT cache with the script of the container image. */
    void train() throws IOException, InterruptedException {
        ProcessBuilder training =
                new ProcessBuilder("bash", settings.docker().resolve("train.sh").toString());
        training.directory(settings.application().toFile());
        training.environment().putAll(ports());
        Path java = Path.of(System.getProperty("java.home"), "bin");
        training.environment().merge("PATH", java.toString(), (path, bin) -> bin + ":" + path);
        training.redirectErrorStream(true)
                .redirectOutput(settings.output().resolve("training.log").toFile());
        Process process = training.start();
        if (!process.waitFor(MINUTES_OF_TRAINING, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("The AOT cache could not be made; see training.log.");
        }
    }

    /** Requests a plain answer. */
    boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + ChildProcesses.HOST + ":" + port + "/basic/get_response"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"message\": \"say 5\"}"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            // The server does not listen yet.
            return false;
        }
    }

    private Map<String, String> ports() {
        return Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(ports());
        environment.put("QUARKUS_HTTP_HOST", ChildProcesses.HOST);
        environment.put("QUARKUS_MANAGEMENT_HOST", ChildProcesses.HOST);
        environment.put("AGENCY_SWARM_OFFLINE", "never");
        for (String key :
                List.of("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "AWS_BEARER_TOKEN_BEDROCK")) {
            environment.put(key, "benchmark");
        }
        environment.put("OPENAI_BASE_URL", model + "/v1");
        environment.put("ANTHROPIC_API_BASE", model + "/v1");
        environment.put("GEMINI_API_BASE", model + "/v1beta");
        environment.put("AWS_BEDROCK_RUNTIME_ENDPOINT", model);
        environment.put("OLLAMA_API_BASE", model);
        return environment;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
