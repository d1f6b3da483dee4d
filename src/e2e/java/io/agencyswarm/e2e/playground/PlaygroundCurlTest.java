package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.e2e.Shell;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** “Copy as curl” sends the page's request from a shell, without the page's secrets. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundCurlTest {

    private static final String CONFIG = """
            {"default_headers": {"X-Tenant": "acme", "X-Key": "sk-secret-header"},
             "litellm_keys": {"anthropic": "sk-secret-a", "openai": "sk-secret-o"},
             "model_settings_extra_args": {"reasoning": {"effort": "high"}, "service_tier": "flex"}}""";

    @Test
    void command_inAShell_asksTheSame(Page page) throws Exception {
        PlaygroundSession playground = open(page);
        playground.press("Settings");
        page.getByLabel("API key").fill("sk-secret-key");
        page.getByLabel("More of client_config").fill(CONFIG);
        String message = "It's my $API_KEY, `date` and \\ \"that\"\nEOF\n$(date)";
        JsonNode request = Json.readOwn(playground.send(message).postDataBuffer());
        playground.awaitState("done");
        page.reload();
        assertThat(playground.last()).containsText("It's my");

        String command = copied(page, playground);

        assertThat(command).doesNotContain("sk-secret").contains("\"effort\": \"high\"");
        assertThat(page.content()).doesNotContain("sk-secret");
        JsonNode sent = received(
                command,
                Map.of(
                        "API_KEY", "sk-secret-key",
                        "ANTHROPIC_API_KEY", "sk-secret-a",
                        "OPENAI_API_KEY", "sk-secret-o",
                        "X_TENANT", "acme",
                        "X_KEY", "sk-secret-header"));
        assertThat(sent).isEqualTo(request);
    }

    @Test
    void command_ofASecondQuestionThatIsLong_hasItAllAndIsAnswered(Page page) {
        PlaygroundSession playground = open(page);
        playground.send("Hello");
        playground.awaitState("done");
        String message = "Once more. " + "It is long, isn't it? ".repeat(8_000);
        JsonNode request = Json.readOwn(playground.send(message).postDataBuffer());
        playground.awaitState("done");

        String command = copied(page, playground);

        assertThat(Shell.run(command, Map.of())).contains("event: end");
        assertThat(received(command, Map.of())).isEqualTo(request);
    }

    private static PlaygroundSession open(Page page) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        return PlaygroundSession.open(page, "travel");
    }

    private static String copied(Page page, PlaygroundSession playground) {
        playground.last().getByText("Copy as curl").click();
        assertThat(page.locator("[role=status]")).containsText("copied");
        return (String) page.evaluate("navigator.clipboard.readText()");
    }

    /** Returns the request that a command sends to a server on another port. */
    private static JsonNode received(String command, Map<String, String> variables) {
        CompletableFuture<JsonNode> body = new CompletableFuture<>();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/travel/get_response_stream", exchange -> {
                body.complete(Json.readOwn(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            Shell.run(
                    command.replaceFirst(
                            "http://[^/]+/",
                            "http://localhost:" + server.getAddress().getPort() + "/"),
                    variables);
            server.stop(0);
            return body.get();
        } catch (IOException | InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
