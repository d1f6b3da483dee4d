package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The playground's messages if the service rejects a request, and that the user need not type anything twice. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundRefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "403, lacks a required role",
        "413, Attach smaller files",
        "429, Try again in 7 seconds",
        "503, Try again in 7 seconds",
    })
    @Tolerates("/get_response_stream")
    void refusal_ofAMessage_saysWhatToDo(int status, String advice, Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        StreamStub.refuse(page, status, "{\"detail\": \"Not now.\"}", "application/json", List.of("7"));

        playground.send("Hello");

        playground.awaitState("failed");
        assertThat(playground.last().locator(".failure")).containsText("Not now.");
        assertThat(playground.last().locator(".failure")).containsText(advice);
    }

    @Test
    @Tolerates("/get_response_stream")
    void askAgain_afterARefusal_bringsMessageAndAttachmentsBack(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        StreamStub.refuse(page, 503, "{\"detail\": \"Not now.\"}", "application/json", List.of());
        page.getByLabel("Attach", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload("note.txt", "text/plain", "Milk.".getBytes(StandardCharsets.UTF_8)));
        playground.press("Attach by address");
        page.locator("#address").fill("https://example.com/report.pdf");
        playground.press("Add");
        playground.send("Look at this");
        playground.awaitState("failed");

        playground.press("Edit and ask again");

        assertThat(playground.message()).hasValue("Look at this");
        assertThat(playground.message()).isFocused();
        assertThat(page.getByLabel("To be attached")).containsText("note.txt");
        assertThat(page.getByLabel("To be attached")).containsText("report.pdf");
        page.unroute("**/get_response_stream");
        JsonNode body = Json.readOwn(playground.send("Look once more").postDataBuffer());
        assertThat(body.at("/file_urls/report.pdf").asText()).isEqualTo("https://example.com/report.pdf");
        assertThat(body.at("/message/0/content/1/text").asText()).isEqualTo("note.txt:\n\nMilk.");
        assertThat(body.has("chat_history")).isFalse();
    }

    @Test
    @Tolerates("/get_response_stream")
    void token_refusedInMidUse_isAskedForAndCanBePutOff(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        StreamStub.refuse(page, 401, "{\"detail\": \"Unauthorized\"}", "application/json", List.of());
        playground.send("Hello");
        playground.awaitState("failed");
        assertThat(page.locator("dialog")).containsText("no longer");

        page.locator("dialog button[type=button]").click();

        assertThat(page.locator("dialog")).hasCount(0);
        playground.press("Edit and ask again");
        assertThat(playground.message()).hasValue("Hello");
    }

    /** Quarkus's error page in dev mode, if a change can't be compiled or the start fails. */
    @Test
    @Tolerates("/get_response_stream")
    void problemPage_ofDevMode_isReportedInItsWords(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        StreamStub.refuse(page, 500, """
                <!doctype html><html><head><title>Error restarting Quarkus - io.vertx.NoStackTraceException</title>
                <style>b { color: red }</style></head><body style="margin: 0"><div class="callout">Error</div>
                <pre>io.vertx.NoStackTraceException
                Caused by: java.lang.RuntimeException: Failed to start quarkus
                \tat io.x.Y.start(Y.java:1)
                Caused by: io.quarkus.ConfigurationException: Agency &quot;bakery&quot; has no agent.
                \tat io.x.Z.make(Z.java:1)
                \t... 11 more
                </pre><script>document.title = 'hit'</script></body></html>""", "text/html", List.of());

        playground.send("Hello");

        playground.awaitState("failed");
        assertThat(playground.last()).containsText("Error restarting Quarkus: Agency \"bakery\" has no agent.");
        assertThat(playground.last()).not().containsText("Z.java");
        assertThat(playground.last()).containsText("Reload this page");
    }

    /** The page that dev mode shows if the configuration stops the start; {@code ConfigurationErrorPageTest} has its form. */
    @Test
    @Tolerates("/get_response_stream")
    void problemPage_ofFailedStart_isReportedInItsWords(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        StreamStub.refuse(page, 500, """
                <!doctype html>
                <!--
                The service did not start.
                Agency &quot;bakery&quot; has no agent.
                -->
                <html lang="en"><head><title>The service did not start</title></head>
                <body><h1>The service did not start</h1><pre>Agency &quot;bakery&quot; has no agent.</pre></body></html>""", "text/html", List.of());

        playground.send("Hello");

        playground.awaitState("failed");
        assertThat(playground.last()).containsText("The service did not start: Agency \"bakery\" has no agent.");
    }

    /** With roles, the first agency may be one that this caller may not use. */
    @Test
    @Tolerates("/helpdesk/get_metadata")
    void agency_forbidden_isPassedByAndConversationsAreThere(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "helpdesk");
        playground.send("My router does not start");
        playground.awaitState("done");
        page.route("**/helpdesk/get_metadata", PlaygroundRefusalsTest::forbid);

        page.reload();

        assertThat(page.locator("#agency")).hasValue(Pattern.compile("(?!helpdesk).+"));
        playground.press("Conversations");
        assertThat(page.locator("#panel")).containsText("My router does not start");
    }

    @Test
    @Tolerates("/get_metadata")
    void agencies_allForbidden_leaveTheChoiceOpen(Page page) {
        page.route("**/get_metadata", PlaygroundRefusalsTest::forbid);

        page.navigate("/");

        assertThat(page.locator(".problem")).containsText("No role.");
        assertThat(page.locator("#agency option:checked")).hasText("Choose one");
        page.unroute("**/get_metadata");
        new PlaygroundSession(page).choose("travel");
    }

    private static void forbid(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(403)
                .setContentType("application/json")
                .setBody("{\"detail\": \"No role.\"}"));
    }
}
