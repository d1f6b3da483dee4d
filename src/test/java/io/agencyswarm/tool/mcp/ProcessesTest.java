package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.tool.remote.ToolServerPool;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Servers that are processes and do not exit at the end of their input. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ProcessesTest {

    /**
     * Writes its process id and that of a child, answers the first messages of a session, and then waits for the child.
     */
    private static final String STUBBORN = """
            trap '' TERM
            sleep 600 >/dev/null 2>&1 </dev/null &
            echo "$$ $!" >> "$PIDS"
            read line
            echo '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}}}}'
            read line
            read line
            echo "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":2,\\"result\\":$ANSWER}"
            wait
            """;

    private static final String TOOLS = "{\"tools\":[{\"name\":\"dig\",\"inputSchema\":{}}]}";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private Path pids;

    @BeforeEach
    void write() throws IOException {
        pids = directory.resolve("pids");
        Files.writeString(directory.resolve("server.sh"), STUBBORN);
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void close_ofAProcessThatIgnoresTheEndOfItsInput_killsItAndItsChildren() throws Exception {
        McpServerRegistry servers = servers(TOOLS);
        assertThat(servers.tools("mole")).hasSize(1);
        List<Long> started = started();
        assertThat(started).hasSize(2).allMatch(ProcessesTest::isAlive);

        servers.close();

        assertThat(started).noneMatch(ProcessesTest::isAlive);
    }

    @Test
    void use_afterTheClose_startsNoProcess() throws Exception {
        McpServerRegistry servers = servers(TOOLS);
        servers.close();

        assertThat(servers.tools("mole")).isEmpty();
        assertThat(pids).doesNotExist();
    }

    @Test
    void session_closedWhileServiceRuns_endsItsProcess() throws Exception {
        Processes processes = new Processes();
        McpConfig.Server config = config(TOOLS).servers().get("mole");
        StdioTransport transport = StdioTransport.start("mole", config, _ -> {}, processes);
        while (!Files.exists(pids) || started().size() < 2) {
            Thread.onSpinWait();
        }
        List<Long> started = started();

        transport.close();
        for (long pid : started) {
            while (isAlive(pid)) {
                Thread.onSpinWait();
            }
        }
    }

    private McpServerRegistry servers(String answer) {
        return new McpServerRegistry(
                config(answer),
                new McpServer.Environment(
                        new ToolServerPool(vertx), (_, _) -> null, new Processes(), "1", System::nanoTime),
                vertx);
    }

    private McpConfig config(String answer) {
        return Settings.of(
                "mole",
                Map.of(
                        "command",
                        "sh",
                        "args",
                        directory.resolve("server.sh").toString(),
                        "env.PIDS",
                        pids.toString(),
                        "env.ANSWER",
                        answer));
    }

    private List<Long> started() throws IOException {
        return List.of(Files.readString(pids).strip().split(" ")).stream()
                .filter(pid -> !pid.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /** Returns whether a process is alive; a zombie is not. */
    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }
}
