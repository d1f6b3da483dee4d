package io.agencyswarm.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The MCP server with independent clients: the protocol's Python library and its conformance suite. */
@QuarkusTest
@TestProfile(RealMcpClientsProfile.class)
@Tag("e2e")
@Timeout(300)
class RealMcpClientsTest {

    private static final String SUITE = "@modelcontextprotocol/conformance@0.2.0-alpha.12";
    private static final int OLDEST_NODE = 22;

    @TestHTTPResource("/mcp")
    URI server;

    @ParameterizedTest
    @CsvSource({"first, auto, 2025-11-25", "second, auto, 2026-07-28", "second, legacy, 2025-11-25"})
    void pythonLibrary_ofEachGeneration_hasAndCallsTheTools(String generation, String mode, String version)
            throws Exception {
        assertThat(run("src/test/scripts/fetch-mcp.sh").status())
                .as("the Python library of MCP")
                .isZero();

        Outcome outcome = run(
                Path.of("target/mcp", generation, "bin/python").toAbsolutePath().toString(),
                "src/test/scripts/mcp/lab_client.py",
                server.toString(),
                mode);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        JsonNode got = Json.read(outcome.output().lines().toList().getLast());
        assertThat(got.path("version").asText()).isEqualTo(version);
        assertThat(got.path("tools").toString()).contains("\"add\"", "\"ask_travel\"");
        assertThat(got.path("sum").asText()).isEqualTo("42");
        assertThat(got.path("picture").asText()).isEqualTo("image/png");
        assertThat(got.path("failed").asBoolean()).isTrue();
        assertThat(got.path("failure").asText()).isEqualTo("This tool intentionally returns an error for testing");
        assertThat(got.path("answer").asText()).isEqualTo("Packed.");
        assertThat(got.path("progress").toString())
                .isEqualTo("[\"Concierge is working.\",\"Concierge calls PackingList.\"]");
        assertThat(got.path("unknown").asText()).contains("Unknown tool: \"nosuch\"");
    }

    /** The suite's scenarios for each revision, except those in {@code expected-failures.yml}. */
    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void conformanceSuite_findsNoFailureThatIsNotExpected(String revision) throws Exception {
        assumeTrue(node() >= OLDEST_NODE, "The conformance suite of MCP needs Node.js " + OLDEST_NODE + " or newer.");

        Outcome outcome = run(
                "npx",
                "--yes",
                SUITE,
                "server",
                "--url",
                server.toString().replace("127.0.0.1", "localhost"),
                "--requirements",
                revision,
                "--expected-failures",
                "src/test/scripts/mcp/expected-failures.yml");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("✓ tools-list", "✓ tools-call-with-progress", "✓ dns-rebinding");
    }

    /** Returns the major version of Node.js; 0 if it is not installed. */
    private static int node() throws InterruptedException {
        try {
            Matcher version =
                    Pattern.compile("v(\\d+)").matcher(run("node", "--version").output());
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    private record Outcome(int status, String output) {}

    private static Outcome run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
