package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.McpHttpServer;
import io.agencyswarm.testing.McpResource;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which tokens MCP servers are sent. */
@QuarkusTest
@TestProfile(McpTokenProfile.class)
@Timeout(60)
class McpTokenTest {

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    private final McpHttpServer guarded = McpResource.server("guarded");
    private final McpHttpServer traded = McpResource.server("traded");

    @BeforeEach
    void setUp() {
        Model.forget();
        guarded.forget();
        traded.forget();
    }

    @Test
    void caller_withAToken_isForwardedInASessionOfItsOwn() throws Exception {
        String ada = OidcServer.current().token("ada");
        String bob = OidcServer.current().token("bob");
        client(ada).ask("bank", "call lookup {\"q\":\"ada\"} ;; text Done.");
        client(bob).ask("bank", "call lookup {\"q\":\"bob\"} ;; text Done.");

        McpHttpServer.Message adas = guarded.await(call("ada"));
        McpHttpServer.Message bobs = guarded.await(call("bob"));
        assertThat(adas.token()).isEqualTo("Bearer " + ada);
        assertThat(bobs.token()).isEqualTo("Bearer " + bob);
        assertThat(adas.session()).isNotEqualTo(bobs.session());
        assertThat(guarded.messages()).extracting(McpHttpServer.Message::token).doesNotContain("");
    }

    @Test
    void caller_withTheServicesToken_isNotForwarded() throws Exception {
        client("own-token-1").ask("bank", "call lookup {\"q\":\"x\"} ;; text Done.");

        assertThat(guarded.await(call("x")).token()).isEmpty();
    }

    @Test
    void caller_withAToken_isExchangedOnce() throws Exception {
        String ada = OidcServer.current().token("ada");
        for (String question : List.of("one", "two")) {
            var body = AgencyClient.says("call lookup {\"q\":\"" + question + "\"} ;; text Done.");
            client(ada).ask("bank", body.put("recipient_agent", "Trader"));
        }

        assertThat(traded.await(call("one")).token()).startsWith("Bearer traded-");
        assertThat(traded.await(call("two")).token())
                .isEqualTo(traded.await(call("one")).token());
        List<McpHttpServer.Message> exchanges = traded.messages().stream()
                .filter(message -> message.method().equals("TOKEN"))
                .toList();
        assertThat(exchanges).hasSize(1);
        assertThat(exchanges.getFirst().name()).contains("token-exchange", "subject_token=" + ada, "audience=archive");
        assertThat(exchanges.getFirst().token())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("desk:between+us".getBytes(StandardCharsets.UTF_8)));
        assertThat(traded.messages()).extracting(McpHttpServer.Message::token).doesNotContain("Bearer " + ada);
    }

    @Test
    void server_thatRepeatsTheTokenInAnError_doesNotTellItToTheModel() throws Exception {
        String eve = OidcServer.current().token("eve");
        guarded.add("confide", "Is refused.");
        try {
            client(eve).ask("bank", "call confide {} ;; text Done.");
        } finally {
            guarded.remove("confide");
        }

        assertThat(Model.lastOutputs().getLast()).contains("it refused (-32001): not valid: Bearer …");
        assertThat(Model.requests().toString()).doesNotContain(eve);
    }

    @Test
    void server_thatRefusesASessionAndRepeatsTheToken_doesNotTellItToLogOrHealth() throws Exception {
        String mallory = OidcServer.current().token("mallory");
        guarded.suspicious(true);
        try (LogLines log = new LogLines()) {
            client(mallory).ask("bank", "text Hi");

            assertThat(log.lines()).anyMatch(line -> line.contains("it refused (-32001): not valid: Bearer …"));
            assertThat(log.lines()).noneMatch(line -> line.contains(mallory));
            String health = AgencyClient.at(management)
                    .get("/q/health/group/mcp")
                    .body()
                    .toString();
            assertThat(health).contains("not available: it refused (-32001)\"").doesNotContain("not valid");
        } finally {
            guarded.suspicious(false);
        }
    }

    private AgencyClient client(String token) {
        return AgencyClient.at(base).with("Authorization", "Bearer " + token);
    }

    private static Predicate<McpHttpServer.Message> call(String question) {
        return message -> message.name().equals("tools/call")
                && message.json().at("/params/arguments/q").asText().equals(question);
    }
}
