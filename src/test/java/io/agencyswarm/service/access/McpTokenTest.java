package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.LogLines;
import io.agencyswarm.testing.McpHttpServer;
import io.agencyswarm.testing.McpTestResource;
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

/** The tokens that are sent to MCP servers. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
@Timeout(60)
class McpTokenTest {

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    private final McpHttpServer guarded = McpTestResource.server("guarded");
    private final McpHttpServer traded = McpTestResource.server("traded");

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
        client(OidcAndTokenProfile.TOKEN).ask("bank", "call lookup {\"q\":\"x\"} ;; text Done.");

        assertThat(guarded.await(call("x")).token()).isEmpty();
    }

    @Test
    void caller_withAToken_isExchangedOnce() throws Exception {
        String ada = OidcServer.current().token("ada");
        for (String question : List.of("one", "two")) {
            var body = ServiceClient.says("call lookup {\"q\":\"" + question + "\"} ;; text Done.");
            client(ada).ask("bank", body.put("recipient_agent", "Trader"));
        }

        assertThat(traded.await(call("one")).token()).startsWith("Bearer traded-");
        assertThat(traded.await(call("two")).token())
                .isEqualTo(traded.await(call("one")).token());
        List<McpHttpServer.Message> exchanges = exchanges(traded);
        assertThat(exchanges).hasSize(1);
        assertThat(exchanges.getFirst().name()).contains("token-exchange", "subject_token=" + ada, "audience=archive");
        assertThat(exchanges.getFirst().token())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("desk:between+us".getBytes(StandardCharsets.UTF_8)));
        assertThat(traded.messages()).extracting(McpHttpServer.Message::token).doesNotContain("Bearer " + ada);
    }

    @Test
    void server_repeatsTokenInError_doesNotTellItToModel() throws Exception {
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
    void server_refusesSessionAndRepeatsToken_doesNotTellItToLogOrHealth() throws Exception {
        String mallory = OidcServer.current().token("mallory");
        guarded.suspicious(true);
        try (LogLines log = new LogLines()) {
            client(mallory).ask("bank", "text Hi");

            assertThat(log.lines()).anyMatch(line -> line.contains("it refused (-32001): not valid: Bearer …"));
            assertThat(log.lines()).noneMatch(line -> line.contains(mallory));
            String health = ServiceClient.at(management)
                    .get("/q/health/group/mcp")
                    .body()
                    .toString();
            assertThat(health).contains("not available: it refused (-32001)\"").doesNotContain("not valid");
        } finally {
            guarded.suspicious(false);
        }
    }

    @Test
    void provider_down_isAskedOnceForAllCallers() throws Exception {
        McpHttpServer barter = McpTestResource.server("barter");
        barter.tokens().fail(503, "");

        for (String caller : List.of("ada", "bob", "ada")) {
            var body = ServiceClient.says("text Hi").put("recipient_agent", "Barterer");
            assertThat(client(OidcServer.current().token(caller))
                            .ask("bank", body)
                            .response())
                    .isEqualTo("Hi");
        }

        assertThat(exchanges(barter)).hasSize(1);
        assertThat(health("barter"))
                .isEqualTo("not available: the caller's token could not be exchanged (HTTP 503); see exchange");
    }

    @Test
    void token_thatTheProviderRefuses_isTheMatterOfItsCaller() throws Exception {
        String eve = OidcServer.current().token("eve");
        traded.tokens().fail(400, "invalid_grant");
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 2; i++) {
                client(eve).ask("bank", ServiceClient.says("text Hi").put("recipient_agent", "Trader"));
            }
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("\"traded\"") && line.contains("is not available to a caller"));
        } finally {
            traded.tokens().work();
        }
        assertThat(exchanges(traded)).hasSize(1);
        assertThat(health("traded")).doesNotContain("not available");

        String ada = OidcServer.current().token("ada");
        var body = ServiceClient.says("call lookup {\"q\":\"hers\"} ;; text Done.");
        client(ada).ask("bank", body.put("recipient_agent", "Trader"));
        assertThat(traded.await(call("hers")).token()).startsWith("Bearer traded-");
    }

    @Test
    void token_thatTheServerRefuses_isTheMatterOfItsCaller() throws Exception {
        String ada = OidcServer.current().token("ada");
        String trudy = OidcServer.current().token("trudy");
        client(ada).ask("bank", "text Hi");
        guarded.refuse(trudy);
        try {
            client(trudy).ask("bank", "text Hi");
        } finally {
            guarded.refuse("");
        }

        assertThat(guarded.messages()).anyMatch(message -> message.token().endsWith(trudy));
        assertThat(health("guarded")).startsWith("up, ");
    }

    private String health(String server) throws Exception {
        return ServiceClient.at(management)
                .get("/q/health/group/mcp")
                .body()
                .at("/checks/0/data")
                .path(server)
                .asText();
    }

    private static List<McpHttpServer.Message> exchanges(McpHttpServer server) {
        return server.messages().stream()
                .filter(message -> message.method().equals("TOKEN"))
                .toList();
    }

    private ServiceClient client(String token) {
        return ServiceClient.at(base).with("Authorization", "Bearer " + token);
    }

    private static Predicate<McpHttpServer.Message> call(String question) {
        return message -> message.name().equals("tools/call")
                && message.json().at("/params/arguments/q").asText().equals(question);
    }
}
