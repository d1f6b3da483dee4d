package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fields of requests, and the conversations. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundConversationsTest {

    @Test
    void reload_afterAnAnswer_keepsTheConversation(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("What is the weather in Bergen?");
        playground.awaitState("done");

        page.reload();

        assertThat(playground.last()).containsText("Bergen today");
        JsonNode body = body(playground.send("And in Rome?"));
        playground.awaitState("done");
        assertThat(body.has("thread_id")).isFalse();
        assertThat(body.path("chat_history")).hasSizeGreaterThan(5);
        assertThat(body.at("/chat_history/0/content").asText()).isEqualTo("What is the weather in Bergen?");
    }

    @Test
    void export_takenInAgain_isTheSameConversation(Page page) throws IOException {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("What is the weather in Bergen?");
        playground.awaitState("done");
        playground.press("Conversations");
        Download file = page.waitForDownload(() -> playground.press("Export"));
        JsonNode exported = Json.read(Files.readString(file.path()));

        playground.press("Delete What is the weather in Bergen?");
        assertThat(page.locator(".exchange")).hasCount(0);
        page.getByLabel("Import").setInputFiles(file.path());

        assertThat(exported.path("new_messages")).hasSize(8);
        assertThat(playground.last()).containsText("Bergen today");
        assertThat(page.locator("details.delegation")).containsText("Concierge asks Forecaster");
    }

    @Test
    void delete_undone_bringsTheConversationBack(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("What is the weather in Bergen?");
        playground.awaitState("done");
        playground.press("Conversations");
        playground.press("Delete What is the weather in Bergen?");
        assertThat(page.locator("button.plain")).hasCount(0);

        playground.press("Undo");

        page.locator("button.plain").click();
        assertThat(playground.last()).containsText("Bergen today");
        page.reload();
        assertThat(playground.last()).containsText("Bergen today");
    }

    /** The store is in memory, so a restart would lose everything. */
    @Test
    void list_whereTheServiceKeepsNothing_isTheBrowsers(Page page) {
        List<String> answer = new ArrayList<>();
        page.onRequest(request -> answer.add(request.url()));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("First of two");
        playground.awaitState("done");
        playground.press("Conversations");
        playground.press("New");
        playground.send("Second of two");
        playground.awaitState("done");
        assertThat(page.locator("#panel")).containsText("Stored in this browser only.");
        assertThat(page.locator("button.plain b")).hasText(new String[] {"Second of two", "First of two"});

        page.getByLabel("Search by title").fill("first");

        assertThat(page.locator("button.plain b")).hasText(new String[] {"First of two"});
        assertThat(answer).noneMatch(url -> url.contains("/travel/threads"));
    }

    @Test
    void fork_ofBrowsersConversation_continuesFromThere(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("text First.");
        playground.awaitState("done");
        playground.send("text Second.");
        playground.awaitState("done");

        page.locator(".exchange").first().getByText("Fork from here").click();

        assertThat(page.locator(".question p")).hasText(new String[] {"text First."});
        JsonNode body = body(playground.send("text Third."));
        playground.awaitState("done");
        assertThat(body.path("chat_history").findValuesAsText("content")).contains("text First.");
        assertThat(body.path("chat_history").toString()).doesNotContain("Second.");
        playground.press("Conversations");
        assertThat(page.locator("button.plain")).hasCount(2);
    }

    @Test
    void import_ofSomethingElse_saysWhatItMustBe(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");

        page.getByLabel("Import").setInputFiles(file("x.json", "application/json", "{\"a\": 1}"));

        assertThat(page.locator(".problem")).containsText("It must be JSON with a list `new_messages`");
    }

    @Test
    void import_ofOddItems_isRefusedOrShown(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");
        page.getByLabel("Import")
                .setInputFiles(file("x.json", "application/json", "[{\"type\":\"function_call\",\"call_id\":\"c\"}]"));
        assertThat(page.locator(".problem")).containsText("item 1 is none");

        page.getByLabel("Import")
                .setInputFiles(file(
                        "y.json",
                        "application/json",
                        "[{\"role\":\"assistant\",\"content\":\"Only this.\",\"agent\":\"A\"}]"));

        assertThat(playground.last()).containsText("Only this.");
    }

    @Test
    void settings_ofThePanel_goWithTheRequest(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Settings");
        page.getByLabel("Recipient").selectOption("Forecaster");
        page.getByLabel("Additional instructions").fill("Answer in French.");
        page.getByLabel("User context").fill("{\"customer\": 42}");
        page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).fill("gpt-5.4");
        page.getByLabel("API key").fill("sk-very-secret");

        JsonNode body = body(playground.send("Oslo?"));

        playground.awaitState("done");
        assertThat(body.path("recipient_agent").asText()).isEqualTo("Forecaster");
        assertThat(body.path("additional_instructions").asText()).isEqualTo("Answer in French.");
        assertThat(body.at("/user_context/customer").asInt()).isEqualTo(42);
        assertThat(body.at("/client_config/model").asText()).isEqualTo("gpt-5.4");
        assertThat(body.at("/client_config/api_key").asText()).isEqualTo("sk-very-secret");
    }

    @Test
    void userContext_noJson_isReportedBeforeItIsSent(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Settings");
        page.getByLabel("User context").fill("customer: 42");

        playground.message().fill("Hello");
        playground.press("Send");

        assertThat(page.locator("#fault-context")).containsText("must be a JSON object");
        assertThat(playground.message()).hasValue("Hello");
        assertThat(page.locator(".exchange")).hasCount(0);
    }

    private static FilePayload file(String name, String type, String text) {
        return new FilePayload(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode body(Request request) {
        return Json.readOwn(request.postDataBuffer());
    }

    @Test
    void message_forAnAgencyThatHasNotAnsweredYet_waitsForIt(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        List<Route> waiting = new ArrayList<>();
        page.route("**/helpdesk/get_metadata", waiting::add);
        page.locator("#agency").selectOption("helpdesk");
        page.waitForCondition(() -> !waiting.isEmpty());
        playground.message().fill("My router does not start");
        playground.message().press("Enter");

        Request request = page.waitForRequest(
                "**/get_response_stream", () -> waiting.getFirst().resume());

        assertThat(request.url()).contains("/helpdesk/");
        playground.awaitState("done");
        assertThat(playground.last()).containsText("My router does not start");
    }
}
