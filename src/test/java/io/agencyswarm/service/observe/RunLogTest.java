package io.agencyswarm.service.observe;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log line of each run, in the format of production. */
@QuarkusTest
@TestProfile(TracedProfile.class)
@Timeout(60)
class RunLogTest {

    @TestHTTPResource
    URI base;

    @Inject
    Spans spans;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        spans.forget();
    }

    @Test
    void run_answers_leavesLineWithItsNumbers() throws Exception {
        StreamedAnswer streamed = client.stream(
                "team", delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text Three") + " ;; text Done");

        JsonNode line = line(streamed.runId());
        JsonNode usage = streamed.messages().path("usage");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        JsonNode fields = line.path("mdc");
        assertThat(fields.path("traceId").asText())
                .isEqualTo(spans.named("invoke_agent CEO").getTraceId());
        assertThat(fields.path("agency").asText()).isEqualTo("team");
        assertThat(fields.path("agent").asText()).isEqualTo("CEO");
        assertThat(fields.path("outcome").asText()).isEqualTo("completed");
        assertThat(fields.has("error")).isFalse();
        assertThat(fields.path("modelRequests").asInt()).isEqualTo(4);
        assertThat(fields.path("toolCalls").asInt()).isEqualTo(1);
        assertThat(fields.path("inputTokens").asLong())
                .isEqualTo(usage.path("input_tokens").asLong());
        assertThat(fields.path("outputTokens").asLong())
                .isEqualTo(usage.path("output_tokens").asLong());
        assertThat(fields.path("costDollars").asDouble()).isPositive();
        assertThat(fields.path("durationMs").asLong())
                .isGreaterThanOrEqualTo(fields.path("firstDeltaMs").asLong());
    }

    @Test
    void run_thatFails_leavesItsErrorAndNoTextOfIt() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", "fail 400");

        JsonNode fields = line(streamed.runId()).path("mdc");
        assertThat(fields.path("outcome").asText()).isEqualTo("failed");
        assertThat(fields.path("error").asText()).isEqualTo("model_refused");
        assertThat(fields.has("firstDeltaMs")).isFalse();
    }

    @Test
    void run_cancelled_isReported() throws Exception {
        try (LiveStream stream = client.open("workshop", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            Cancels.cancel(client, "workshop", stream);

            assertThat(line(stream.runId()).path("mdc").path("outcome").asText())
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void linesOfARun_whoeverWritesThem_carryItsIds() throws Exception {
        // The model request is retried, which the model client logs.
        StreamedAnswer streamed = client.stream("team", "times 1 fail 500 | text Done");

        assertThat(lines())
                .filteredOn(line -> line.path("mdc").path("runId").asText().equals(streamed.runId()))
                .filteredOn(line -> !line.path("loggerName").asText().equals("io.agencyswarm.runs"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("mdc").path("traceId").asText())
                        .isEqualTo(spans.named("invoke_agent CEO").getTraceId()));
    }

    @Test
    void lines_ofAllRuns_holdNoContent() throws Exception {
        StreamedAnswer streamed = client.stream(
                "team", delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text opensesame") + " ;; text opensesame");

        line(streamed.runId());
        assertThat(Files.readString(Path.of(TracedProfile.LOG)))
                .doesNotContain("opensesame")
                .doesNotContain("sk-test");
    }

    private static JsonNode line(String runId) throws Exception {
        List<JsonNode> matches = lines().stream()
                .filter(line -> line.path("loggerName").asText().equals("io.agencyswarm.runs"))
                .filter(line -> line.path("mdc").path("runId").asText().equals(runId))
                .toList();
        assertThat(matches).hasSize(1);
        assertThat(matches.getFirst().path("message").asText()).contains(runId);
        return matches.getFirst();
    }

    private static List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(TracedProfile.LOG))) {
            lines.add(Json.read(line));
        }
        return lines;
    }
}
