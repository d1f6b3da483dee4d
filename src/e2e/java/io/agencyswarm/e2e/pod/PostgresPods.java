package io.agencyswarm.e2e.pod;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.store.jdbc.PostgresServer;
import io.agencyswarm.testing.ScriptedModelServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes with one PostgreSQL, which ask each other, and a HAProxy in front of two of them that sends each request to
 * the next. All tests share them, and they end with this process. A test that stops a process starts its own.
 */
final class PostgresPods {

    /** Short, so that tests do not wait long; long enough for a busy machine. */
    static final int LEASE_SECONDS = 4;

    private static PostgresPods shared;

    private final PostgresServer server;
    private final ScriptedModelServer model;
    private final Path directory;
    private final List<Integer> ports =
            Stream.generate(Program::freePort).distinct().limit(5).toList();
    private final List<Pod> pods;
    private final HaProxy proxy;
    private int used = 2;

    private PostgresPods(PostgresServer server, ScriptedModelServer model, Path directory)
            throws IOException, InterruptedException {
        this.server = server;
        this.model = model;
        this.directory = directory;
        this.pods = List.of(start(ports.get(0), Map.of()), start(ports.get(1), Map.of()));
        for (Pod pod : pods) {
            pod.awaitReady();
        }
        this.proxy = new HaProxy().roundRobin("plain", pods).start(directory);
    }

    /** Returns the shared processes. The test is skipped if PostgreSQL can't run. */
    static synchronized PostgresPods shared() throws InterruptedException {
        if (shared == null) {
            try {
                shared = new PostgresPods(
                        PostgresServer.shared(),
                        ScriptedModelServer.start(),
                        Files.createTempDirectory("agency-swarm-pods"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    PostgresServer server() {
        return server;
    }

    ScriptedModelServer model() {
        return model;
    }

    /** Returns the process of one of the two. */
    Program program(int index) {
        return pods.get(index).program();
    }

    /** Returns a client of one of the two. */
    LoadCaller at(int index) {
        return at(pods.get(index));
    }

    /** Returns a client of the next pod. */
    LoadCaller atAny() {
        return LoadCaller.at(proxy.at("plain"));
    }

    static LoadCaller at(Pod pod) {
        return LoadCaller.at(URI.create("http://" + pod.address() + "/"));
    }

    /** Starts a further process, which the others ask too and which belongs to the test. */
    Pod another(Map<String, String> settings) throws InterruptedException {
        return start(ports.get(used++), settings).awaitReady();
    }

    private Pod start(int port, Map<String, String> settings) {
        Map<String, String> whole = new HashMap<>(Map.of(
                "AGENCY_SWARM_STORE_KIND",
                "postgresql",
                "AGENCY_SWARM_STORE_URL",
                server.url("postgres"),
                "AGENCY_SWARM_STORE_USERNAME",
                "postgres",
                "AGENCY_SWARM_STORE_PASSWORD",
                PostgresServer.PASSWORD,
                "AGENCY_SWARM_STORE_TIMEOUT",
                "2s",
                "AGENCY_SWARM_RUNS_LEASE",
                LEASE_SECONDS + "s",
                "AGENCY_SWARM_CLUSTER_PEERS",
                ports.stream().map(peer -> "127.0.0.1:" + peer).collect(Collectors.joining(","))));
        whole.putAll(settings);
        return Pod.start(port, model, directory, whole);
    }
}
