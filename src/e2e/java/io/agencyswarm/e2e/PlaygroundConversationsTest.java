package io.agencyswarm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.item.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with a message, and what becomes of conversations. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundConversationsTest {

    private static final byte[] PIXEL = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    @Test
    void reload_afterAnAnswer_keepsTheConversation(Page page) {
        Playground playground = Playground.open(page, "travel");
        playground.send("What is the weather in Bergen?");
        playground.awaitState("done");

        page.reload();

        assertThat(playground.last()).containsText("Bergen today");
        JsonNode body = body(playground.send("And in Rome?"));
        playground.awaitState("done");
        assertThat(body.path("chat_history")).hasSizeGreaterThan(5);
        assertThat(body.at("/chat_history/0/content").asText()).isEqualTo("What is the weather in Bergen?");
    }

    @Test
    void export_takenInAgain_isTheSameConversation(Page page) throws IOException {
        Playground playground = Playground.open(page, "travel");
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
    void import_ofSomethingElse_saysWhatItMustBe(Page page) {
        Playground playground = Playground.open(page, "travel");
        playground.press("Conversations");

        page.getByLabel("Import").setInputFiles(file("x.json", "application/json", "{\"a\": 1}"));

        assertThat(page.locator(".problem")).containsText("It must be JSON with a list `new_messages`");
    }

    @Test
    void import_ofOddItems_isRefusedOrShown(Page page) {
        Playground playground = Playground.open(page, "travel");
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
    void attachments_chosen_goWithTheMessage(Page page) {
        Playground playground = Playground.open(page, "travel");
        page.getByLabel("Attach", new Page.GetByLabelOptions().setExact(true)).setInputFiles(new FilePayload[] {
            new FilePayload("pixel.png", "image/png", PIXEL), file("note.txt", "text/plain", "Remember the milk.")
        });
        assertThat(page.getByLabel("To be attached")).containsText("pixel.png");

        JsonNode content = body(playground.send("Look")).at("/message/0/content");

        playground.awaitState("done");
        assertThat(content.findValuesAsText("type")).containsExactly("input_text", "input_image", "input_text");
        assertThat(content.at("/1/image_url").asText()).isEqualTo("data:image/png;base64,iVBORw0KGgo=");
        assertThat(content.at("/2/text").asText()).isEqualTo("note.txt:\n\nRemember the milk.");
        assertThat(playground.last().getByLabel("Attached")).containsText("note.txt");
        assertThat(page.getByLabel("To be attached")).hasCount(0);
    }

    @Test
    void attachment_thatNoModelTakes_isRefusedWithAReason(Page page) {
        Playground.open(page, "travel");

        page.getByLabel("Attach", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(file("a.zip", "application/zip", "PK"));

        assertThat(page.locator(".problem")).containsText("a.zip is application/zip");
    }

    @Test
    void address_attached_isANameInFileUrls(Page page) {
        Playground playground = Playground.open(page, "travel");
        playground.press("Attach by address");
        page.locator("#address").fill("/no/such/directory/report.pdf");
        page.locator("#address").press("Enter");

        JsonNode body = body(playground.send("Look"));

        assertThat(body.at("/file_urls/report.pdf").asText()).isEqualTo("/no/such/directory/report.pdf");
        playground.awaitState("failed");
        assertThat(playground.last()).containsText("agency-swarm.files.allowed-local-dirs");
    }

    @Test
    void settings_ofThePanel_goWithTheRequest(Page page) {
        Playground playground = Playground.open(page, "travel");
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
    void copyAsCurl_ofAnAnswer_asksTheSameWithoutItsKey(Page page) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Playground playground = Playground.open(page, "travel");
        playground.press("Settings");
        page.getByLabel("API key").fill("sk-very-secret");
        page.getByLabel("More of client_config").fill("{\"default_headers\": {\"X-Key\": \"sk-very-secret\"}}");
        playground.send("What's up?");
        playground.awaitState("done");

        playground.press("Copy as curl");

        assertThat(page.locator("[role=status]")).containsText("copied");
        String command = (String) page.evaluate("navigator.clipboard.readText()");
        assertThat(command)
                .contains("curl -N '", "/travel/get_response_stream'", "What'\\''s up?", "'\"$API_KEY\"'", "X-Key")
                .doesNotContain("sk-very-secret");
        assertThat(page.content()).doesNotContain("sk-very-secret");
    }

    @Test
    void userContext_thatIsNoJson_isToldBeforeItIsSent(Page page) {
        Playground playground = Playground.open(page, "travel");
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
}
