package io.agencyswarm.e2e.pod;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.testing.ScriptedModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged application with its demo agencies, as a separate process. */
record Pod(Program program, int port) {

    static final String TOKEN = "token of the pods";

    /** Starts the process; {@link #awaitReady} waits until it is ready. */
    static Pod start(int port, ScriptedModelServer model, Path logs, Map<String, String> settings) {
        return start(List.of(), port, model, logs, settings);
    }

    /**
     * Starts the process by another program.
     *
     * @param starter a command that runs the one behind it in its own place
     */
    static Pod start(
            List<String> starter, int port, ScriptedModelServer model, Path logs, Map<String, String> settings) {
        Path jar = Path.of(System.getProperty("packaged.application", "target/e2e/quarkus-app/quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    "There is no packaged application at " + jar + "; run the test with ./mvnw -Pe2e verify.");
        }
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
        ProcessBuilder java = new ProcessBuilder(command);
        Map<String, String> environment = java.environment();
        environment.keySet().removeIf(name -> name.startsWith("AGENCY_SWARM_") || name.startsWith("QUARKUS_"));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(Program.freePort()));
        // The log must be text, because its lines are counted below.
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        environment.put("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");
        environment.put("QUARKUS_HTTP_ACCESS_LOG_PATTERN", "access %m %R hop=%{i,x-agency-hop}");
        environment.put("QUARKUS_SHUTDOWN_TIMEOUT", "20s");
        environment.put("APP_TOKEN", TOKEN);
        environment.put("OPENAI_API_KEY", "sk-test");
        environment.put("OPENAI_BASE_URL", model.baseUrl());
        environment.put("AGENCY_SWARM_OFFLINE", "never");
        environment.put("AGENCY_SWARM_LOGGING_ENABLED", "true");
        environment.put("AGENCY_SWARM_LOGGING_DIR", logs.resolve("pod-" + port).toString());
        // Without the port, as in the manifests.
        environment.put("AGENCY_SWARM_CLUSTER_SELF", "127.0.0.1");
        environment.putAll(settings);
        return new Pod(Program.start("pod " + port, java), port);
    }

    Pod awaitReady() throws InterruptedException {
        program.awaitLine(line -> line.contains("Listening on"));
        return this;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns the number of requests from peers. */
    long hops() {
        return program.count(line -> line.contains("access ") && line.endsWith("hop=1"));
    }

    /** Returns the number of cancels from clients. */
    long firstCancels() {
        return program.count(line -> line.contains("cancel_response_stream hop=") && !line.endsWith("hop=1"));
    }
}
