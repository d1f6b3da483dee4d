package io.agencyswarm.e2e.pod;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.agencyswarm.e2e.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real HAProxy with the settings of its overlay in {@code deploy/k8s}, with a frontend for each way to choose a pod.
 */
final class HaProxy implements AutoCloseable {

    private static final String HEAD = """
            global
              maxconn 1000
            defaults
              mode http
              timeout connect 2s
              timeout client %1$s
              timeout server %1$s
              retries 3
              option redispatch 1
            """;
    private static final Path SERVICE = Path.of("deploy", "k8s", "overlays", "haproxy", "service-sticky.yaml");

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final StringBuilder config;
    private final String overlay;
    private Program program;

    /** With the timeouts of the overlay. */
    HaProxy() {
        this("1h");
    }

    /** Closes connections that are silent for this time. */
    HaProxy(String patience) {
        Program.find("haproxy");
        config = new StringBuilder(HEAD.formatted(patience));
        overlay = snippet();
    }

    /** The overlay's configuration lines for each backend. */
    private static String snippet() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(SERVICE.toFile())
                    .at("/metadata/annotations/haproxy.org~1backend-config-snippet")
                    .asText()
                    .indent(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frontend that sends each request to the next pod. */
    HaProxy roundRobin(String name, List<Pod> pods) {
        return entrance(name, pods, "");
    }

    /** A frontend that keeps a client at its pod by a cookie. */
    HaProxy sticky(String name, List<Pod> pods) {
        return entrance(name, pods, "  cookie AGENCY insert indirect nocache dynamic\n  dynamic-cookie-key e2e\n");
    }

    private HaProxy entrance(String name, List<Pod> pods, String stickiness) {
        int port = Program.freePort();
        ports.put(name, port);
        config.append("listen ").append(name).append("\n  bind 127.0.0.1:").append(port);
        config.append("\n  balance roundrobin\n").append(stickiness).append(overlay);
        for (Pod pod : pods) {
            config.append("  server pod").append(pod.port()).append(' ').append(pod.address());
            config.append(" check inter 500ms\n");
        }
        return this;
    }

    HaProxy start(Path directory) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), config);
        program = Program.start("haproxy", new ProcessBuilder(Program.find("haproxy"), "-db", "-f", file.toString()));
        for (int port : ports.values()) {
            program.awaitPort(port);
        }
        return this;
    }

    /** Returns the address of a frontend. */
    URI at(String name) {
        return URI.create("http://127.0.0.1:" + ports.get(name) + "/");
    }

    @Override
    public void close() {
        program.close();
    }
}
