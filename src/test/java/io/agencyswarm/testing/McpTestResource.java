package io.agencyswarm.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts MCP servers before the application under test and configures them: {@code lab} (streamable HTTP), {@code old}
 * (its older form), {@code program} (a process), {@code odd} (with tools that no model accepts, and a short timeout),
 * {@code mute} (with a short connect timeout), {@code guarded} (which gets the caller's token), {@code traded} and
 * {@code barter} (which get one in exchange), and {@code gone}, whose port is closed.
 */
public final class McpTestResource implements QuarkusTestResourceLifecycleManager {

    private static final Map<String, McpHttpServer> SERVERS = new TreeMap<>();
    private static volatile Path log = Path.of("target");

    /** Returns a server over HTTP by its name. */
    public static McpHttpServer server(String name) {
        return SERVERS.get(name);
    }

    /** The file that {@link McpProgram} writes. */
    public static Path log() {
        return log;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        for (String name : new String[] {"lab", "odd", "mute", "guarded", "traded", "barter", "gone"}) {
            McpHttpServer server = McpHttpServer.start();
            SERVERS.put(name, server);
            settings.put("agency-swarm.mcp." + name + ".url", server.url().toString());
        }
        McpHttpServer old = McpHttpServer.start();
        SERVERS.put("old", old);
        settings.put("agency-swarm.mcp.old.url", old.sseUrl().toString());
        settings.put("agency-swarm.mcp.old.transport", "sse");
        settings.put("agency-swarm.mcp.old.prefix", "old_");
        settings.put(
                "agency-swarm.mcp.program.command",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings.put(
                "agency-swarm.mcp.program.args",
                "-XX:TieredStopAtLevel=1,-Xshare:auto,io.agencyswarm.testing.McpProgram");
        settings.put("agency-swarm.mcp.program.prefix", "p_");
        settings.put("agency-swarm.mcp.program.env.CLASSPATH", System.getProperty("java.class.path"));
        settings.put("agency-swarm.mcp.program.env.MCP_LOG", newLog().toString());
        settings.put("agency-swarm.mcp.guarded.token", "forward");
        SERVERS.keySet().forEach(name -> settings.put("agency-swarm.mcp." + name + ".reconnect-pause", "0s"));
        settings.put("agency-swarm.mcp.program.reconnect-pause", "0s");
        settings.put("agency-swarm.mcp.odd.timeout", "700ms");
        settings.put("agency-swarm.mcp.mute.connect-timeout", "700ms");
        settings.put("agency-swarm.mcp.lab.max-bytes", "1000000");
        settings.put("agency-swarm.mcp.program.max-bytes", "1000000");
        for (String name : new String[] {"traded", "barter"}) {
            String key = "agency-swarm.mcp." + name;
            settings.put(key + ".token", "exchange");
            settings.put(key + ".reconnect-pause", "1h");
            settings.put(
                    key + ".exchange.url",
                    SERVERS.get(name).url().resolve("/token").toString());
            settings.put(key + ".exchange.client-id", "desk");
            settings.put(key + ".exchange.client-secret", "between us");
            settings.put(key + ".exchange.audience", "archive");
        }
        SERVERS.get("gone").stop();
        return settings;
    }

    @Override
    public void stop() {
        SERVERS.values().forEach(McpHttpServer::close);
    }

    private static Path newLog() {
        try {
            log = Files.createTempFile("mcp-program", ".log").toAbsolutePath();
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
