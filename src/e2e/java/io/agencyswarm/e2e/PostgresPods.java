package io.agencyswarm.e2e;

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
 * Processes with one PostgreSQL, which ask each other, and a HAProxy before two of them that gives each request to the
 * next. They are the same for all tests and end with this process; a test that harms one starts it for itself.
 */
final class PostgresPods {

    /** Short, so that tests need not wait long for it; long enough for a machine with other things to do. */
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

    /** The ones that tests share. Where PostgreSQL can't run the test is left out. */
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

    /** The program of one of the two. */
    Program program(int index) {
        return pods.get(index).program();
    }

    /** A client of one of the two. */
    LoadCaller at(int index) {
        return at(pods.get(index));
    }

    /** A client of whichever pod is next. */
    LoadCaller atAny() {
        return LoadCaller.at(proxy.at("plain"));
    }

    static LoadCaller at(Pod pod) {
        return LoadCaller.at(URI.create("http://" + pod.address() + "/"));
    }

    /** One more, which the others ask too; it is the test's own. */
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
