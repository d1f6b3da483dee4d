package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.mcp.McpCaller;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use which tools of the MCP server. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
@Timeout(60)
class McpAccessTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/mcp", "/mcp/", "/mcp;a=b", "/%6dcp", "/./mcp", "/docs/../mcp", "/mcp/sse", "/mcp/messages/1"})
    void caller_withoutAToken_is401BeforeTheBodyIsRead(String path) throws Exception {
        for (ServiceClient client :
                List.of(ServiceClient.at(base), ServiceClient.at(base).with("Authorization", "Bearer a secre"))) {
            ServiceAnswer answer = client.post(path, "not even json");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
        }
    }

    @Test
    void serviceToken_toolsWithRoles_areHidden() throws Exception {
        McpCaller holder = caller(OidcAndTokenProfile.TOKEN);

        assertThat(names(holder))
                .contains("who", "ask_team", "ask_Night_Shift", "ask_basic")
                .doesNotContain("vault");
        assertThat(holder.call(McpCaller.call("ask_team", "{\"message\":\"text Hi\"}"))
                        .at("/content/0/text")
                        .asText())
                .isEqualTo("Hi");
    }

    @Test
    void caller_withoutARole_hasNoToolThatNeedsIt() throws Exception {
        McpCaller ada = caller(OidcServer.current().token("ada", "manager"));

        assertThat(names(ada)).contains("ask_team", "ask_basic").doesNotContain("who", "vault", "ask_Night_Shift");
        assertUnknown(ada, "who");
        assertUnknown(ada, "vault");
        assertUnknown(ada, "ask_Night_Shift");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void caller_withTheRoles_hasTheTools() throws Exception {
        McpCaller keeper = caller(OidcServer.current().token("ada", "mechanic", "keeper"));

        assertThat(names(keeper)).contains("who", "vault").doesNotContain("ask_team");
        assertThat(keeper.call(McpCaller.call("vault", "{}"))
                        .at("/content/0/text")
                        .asText())
                .isEqualTo("gold");
        assertThat(keeper.call(McpCaller.call("who", "{}"))
                        .at("/content/0/text")
                        .asText())
                .contains("ada");
    }

    @Test
    void cancel_ofAnotherCaller_leavesTheCall() throws Exception {
        String gate = UUID.randomUUID().toString();
        McpCaller ada = older(OidcServer.current().token("ada", "mechanic"));
        McpCaller bob = older(OidcServer.current().token("bob", "mechanic"));
        String cancel = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}";
        CompletableFuture<JsonNode> call = ada.callLater(McpCaller.call("linger", "{\"gate\":\"" + gate + "\"}"));
        gates.awaitEntered(gate);

        assertThat(bob.post(cancel).status()).isEqualTo(202);

        gates.open(gate);
        assertThat(call.get(20, TimeUnit.SECONDS).at("/result/content/0/text").asText())
                .isEqualTo("through " + gate);
    }

    /** All callers send the same session id. */
    private McpCaller older(String token) {
        return McpCaller.of(ServiceClient.at(base).with("Authorization", "Bearer " + token), McpCaller.WITH_HANDSHAKE)
                .with("Mcp-Session-Id", "shared");
    }

    private static void assertUnknown(McpCaller caller, String tool) throws Exception {
        assertThat(caller.send("tools/call", McpCaller.call(tool, "{\"message\":\"text Hi\"}"))
                        .body()
                        .at("/error/message")
                        .asText())
                .startsWith("Unknown tool: \"" + tool + "\"");
    }

    private static List<String> names(McpCaller caller) throws Exception {
        return caller.result("tools/list", Json.object()).path("tools").findValuesAsText("name");
    }

    private McpCaller caller(String token) {
        return McpCaller.of(ServiceClient.at(base).with("Authorization", "Bearer " + token), McpCaller.STATELESS);
    }
}
