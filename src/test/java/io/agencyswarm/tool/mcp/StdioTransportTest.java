package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.testing.LogLines;
import io.agencyswarm.tool.remote.ServerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StdioTransportTest {

    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(40));

    private final Processes processes = new Processes();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        processes.close();
    }

    /** Starts a shell script as a server. */
    private StdioTransport start(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("server.sh"), script);
        McpConfig.Server config = Settings.of(
                        "lab",
                        Map.of(
                                "command",
                                "sh",
                                "args",
                                file.toString(),
                                "max-bytes",
                                "4096",
                                "env.LAB_KEY",
                                "s3cr3t-of-lab",
                                "env.LAB_CERTIFICATE",
                                "first-line-of-the-key\nsecond-line-of-the-key"))
                .servers()
                .get("lab");
        return StdioTransport.start("lab", config, _ -> {}, processes);
    }

    @Test
    void exchange_responseTakesMoreMemoryThanAllowed_failsAtOnce() throws Exception {
        try (StdioTransport transport = start(
                "read line\necho '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[" + "{},".repeat(1_000) + "{}]}'\ncat\n")) {

            assertThatThrownBy(() -> transport.exchange(1, Json.object(), DEADLINE))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("more than 4096 bytes");
            assertThat(transport.isOpen()).isFalse();
        }
    }

    @Test
    void exchange_otherTextOnStandardOutput_isSkipped() throws Exception {
        try (StdioTransport transport =
                start("echo 'Starting {'\nread line\necho '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}'\ncat\n")) {

            ObjectNode response = transport.exchange(1, Json.object(), DEADLINE);

            assertThat(response.path("result").isObject()).isTrue();
        }
    }

    @Test
    void close_whileASenderWaitsForRoom_failsTheSender() throws Exception {
        StdioTransport transport = start("exec sleep 60\n");
        ObjectNode message = Json.object().put("text", "x".repeat(2_000));
        assertThatThrownBy(() -> {
                    while (true) {
                        transport.send(message, Deadline.in(Duration.ofMillis(200)));
                    }
                })
                .hasMessage("it does not read its standard input");
        FutureTask<ObjectNode> exchange = new FutureTask<>(() -> transport.exchange(1, message, DEADLINE));
        Thread thread = Thread.ofPlatform().start(exchange);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        transport.close();

        assertThatThrownBy(() -> exchange.get(10, TimeUnit.SECONDS))
                .cause()
                .hasMessage("the session with it was closed");
    }

    @Test
    void standardError_secretOfTheEnvironment_isNotLogged() throws Exception {
        assertThat(logged("echo \"The key is $LAB_KEY.\" >&2", "The key is")).contains("The key is ….");
    }

    @Test
    void standardError_secretInALongLine_isNotLogged() throws Exception {
        // The secret crosses byte 2,000, and a character of three bytes crosses byte 4,000.
        String before = "Umlaut " + "ä".repeat(994);
        String after = "€".repeat(800);

        String line = logged("echo \"" + before + " $LAB_KEY " + after + "\" >&2", "Umlaut");

        assertThat(line).endsWith(before + " … " + after);
    }

    @Test
    void standardError_secretOfSeveralLines_isNotLogged() throws Exception {
        String line = logged("printf 'Header\\n%s\\nThe end\\n' \"$LAB_CERTIFICATE\" >&2", "The end");

        assertThat(line).doesNotContain("first-line-of-the-key", "second-line-of-the-key");
    }

    @Test
    void standardError_longerThanTheLimit_isLoggedAsALengthOnly() throws Exception {
        String line = logged("head -c 20000 /dev/zero | tr '\\0' x >&2; echo >&2; echo 'The end' >&2", "The end");

        assertThat(line).contains("wrote a line of more than 16384 bytes").doesNotContain("xxx");
    }

    /** Returns the lines of the log up to the first one with a text, when a server has run a command. */
    private String logged(String command, String end) throws Exception {
        Logger logger = Logger.getLogger(StdioTransport.class.getName());
        Level level = logger.getLevel();
        logger.setLevel(Level.FINE);
        try (LogLines log = new LogLines(Level.FINE, "io.agencyswarm.tool.mcp");
                StdioTransport transport =
                        start(command + "\nread line\necho '{\"jsonrpc\":\"2.0\",\"id\":1}'\ncat\n")) {
            transport.exchange(1, Json.object(), DEADLINE);
            while (log.lines().stream().noneMatch(line -> line.contains(end))) {
                Thread.onSpinWait();
            }
            return String.join("\n", log.lines());
        } finally {
            logger.setLevel(level);
        }
    }
}
