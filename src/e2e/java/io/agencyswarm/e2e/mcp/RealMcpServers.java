package io.agencyswarm.e2e.mcp;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.e2e.Program;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Servers with MCP's Python library, one for each of its generations and each transport.
 * {@code src/test/scripts/fetch-mcp.sh} installs the library.
 */
public final class RealMcpServers implements QuarkusTestResourceLifecycleManager {

    private static final String SCRIPT =
            Path.of("src/test/scripts/mcp/lab_server.py").toAbsolutePath().toString();
    private static final Map<String, Integer> PORTS = new TreeMap<>();
    private static final Map<String, Program> PROGRAMS = new TreeMap<>();

    /** The agency whose agent has the tools of all servers. */
    @IfBuildProperty(name = "real-mcp-tests", stringValue = "true")
    static class Agencies {

        @Produces
        @Singleton
        @Identifier("lab")
        Agency lab() {
            return Agency.named("lab")
                    .entryPoints(Agent.named("Tester")
                            .model("offline/x")
                            .mcpServers(
                                    "first-stdio",
                                    "first-http",
                                    "first-sse",
                                    "second-stdio",
                                    "second-http",
                                    "second-sse")
                            .build())
                    .build();
        }
    }

    @Override
    public Map<String, String> start() {
        fetch();
        Map<String, String> settings = new HashMap<>();
        for (String generation : List.of("first", "second")) {
            String key = "agency-swarm.mcp." + generation;
            settings.put(key + "-stdio.command", python(generation));
            settings.put(key + "-stdio.args", SCRIPT + ",stdio");
            settings.put(key + "-http.url", "http://127.0.0.1:" + begin(generation + "-http") + "/mcp");
            settings.put(key + "-sse.url", "http://127.0.0.1:" + begin(generation + "-sse") + "/sse");
            settings.put(key + "-sse.transport", "sse");
            for (String transport : List.of("stdio", "http", "sse")) {
                settings.put(key + "-" + transport + ".prefix", generation + "_" + transport + "_");
                settings.put(key + "-" + transport + ".reconnect-pause", "0s");
            }
        }
        return settings;
    }

    @Override
    public void stop() {
        PROGRAMS.values().forEach(Program::close);
    }

    /** Restarts a server at the same port. */
    static void restart(String server) {
        PROGRAMS.get(server).close();
        run(server);
    }

    /** Stops all servers that are processes of the service. */
    static void killProcesses() throws InterruptedException {
        List<ProcessHandle> processes = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains("stdio"))
                        .orElse(false))
                .toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            process.onExit().join();
        }
    }

    private static int begin(String server) {
        PORTS.put(server, Program.freePort());
        run(server);
        return PORTS.get(server);
    }

    private static void run(String server) {
        String generation = server.substring(0, server.indexOf('-'));
        String transport = server.endsWith("-sse") ? "sse" : "streamable-http";
        int port = PORTS.get(server);
        PROGRAMS.put(
                server,
                Program.start(
                        server, new ProcessBuilder(python(generation), SCRIPT, transport, Integer.toString(port))));
        awaitPort(port);
    }

    private static void awaitPort(int port) {
        for (int attempt = 0; ; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (attempt > 400) {
                    throw new IllegalStateException("The server does not listen.", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String python(String generation) {
        return Path.of("target/mcp", generation, "bin/python").toAbsolutePath().toString();
    }

    private static void fetch() {
        try {
            int status = new ProcessBuilder("src/test/scripts/fetch-mcp.sh")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("The Python library of MCP could not be installed; see above.");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
