package io.agencyswarm.service.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.CrowdedProfile;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MCP server with a maximum of two runs. */
@QuarkusTest
@TestProfile(CrowdedProfile.class)
@Timeout(60)
class McpAdmissionTest {

    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}";

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private final String gate = UUID.randomUUID().toString();
    private ServiceClient plain;
    private McpCaller client;

    @BeforeEach
    void setUp() {
        plain = ServiceClient.at(base);
        client = McpCaller.of(plain, McpCaller.WITH_HANDSHAKE);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"add | {\"a\":1,\"b\":2}", "ask_basic | {\"message\":\"text Hi\"}"})
    void call_pastTheLimit_isAnErrorOfTheProtocol(String tool, String arguments) throws Exception {
        try (LiveStream first = plain.open("basic", "hang");
                LiveStream second = plain.open("basic", "hang")) {
            first.runId();
            second.runId();
            Model.awaitRequests(2);

            ServiceAnswer refused = client.send("tools/call", McpCaller.call(tool, arguments));

            assertThat(refused.body().at("/error/code").asInt()).isEqualTo(429);
            assertThat(refused.body().at("/error/message").asText())
                    .contains("2 current runs", "agency-swarm.limits.concurrent-runs");
            assertThat(refused.body().path("id").asInt()).isEqualTo(7);
            assertThat(client.result("tools/list", Json.object()).path("tools")).isNotEmpty();
            assertThat(Model.requests()).hasSize(2);
        }
        awaitFree();
    }

    @Test
    void call_countsAmongTheRuns_untilItIsOver() throws Exception {
        McpCaller mine = client.with("Mcp-Session-Id", gate);
        ObjectNode params = McpCaller.call("linger", "{\"gate\":\"" + gate + "\"}");
        try (McpCaller.Call call = mine.open(params);
                LiveStream run = plain.open("basic", "hang")) {
            gates.awaitEntered(gate);
            run.runId();
            assertThat(plain.ask("basic", "text Hi").status()).isEqualTo(429);

            assertThat(mine.post(CANCEL).status())
                    .as("a cancel where nothing may begin")
                    .isEqualTo(202);

            assertThat(call.rest().getLast().at("/result/content/0/text").asText())
                    .isEqualTo("The call was cancelled.");
            awaitFree();
        }
        awaitFree();
    }

    @Test
    void largeMessage_whereNothingMayBegin_is429() throws Exception {
        try (LiveStream first = plain.open("basic", "hang");
                LiveStream second = plain.open("basic", "hang")) {
            first.runId();
            second.runId();

            ObjectNode params = McpCaller.call("ask_basic", "{\"message\":\"" + "x".repeat(70_000) + "\"}");
            assertThat(client.send("tools/call", params).status()).isEqualTo(429);
            ServiceAnswer inChunks = plain.postInChunks(
                    "/mcp", client.message("tools/call", params).toString());
            assertThat(inChunks.status()).isEqualTo(429);
            assertThat(inChunks.header("Retry-After")).contains("1");
            assertThat(inChunks.text()).contains("agency-swarm.limits.concurrent-runs");
        }
        awaitFree();
    }

    /** A place becomes free shortly after the answer has ended. */
    private void awaitFree() throws Exception {
        Model.until("a place is free", () -> {
            try {
                return plain.ask("basic", "text Hi").status() == 200;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
