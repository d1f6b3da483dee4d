package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The attachments of a message. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundAttachmentsTest {

    private static final byte[] PIXEL = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] PICKLE = {(byte) 0x80, 4, (byte) 0x95, 0, (byte) 0xff};

    @Test
    void attachments_chosen_goWithTheMessage(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        attach(
                page,
                new FilePayload("pixel.png", "image/png", PIXEL),
                file("note.txt", "text/plain", "Remember the milk."));
        assertThat(page.getByLabel("To be attached")).containsText("pixel.png");

        JsonNode content = body(playground, "Look").at("/message/0/content");

        playground.awaitState("done");
        assertThat(content.findValuesAsText("type")).containsExactly("input_text", "input_image", "input_text");
        assertThat(content.at("/1/image_url").asText()).isEqualTo("data:image/png;base64,iVBORw0KGgo=");
        assertThat(content.at("/2/text").asText()).isEqualTo("note.txt:\n\nRemember the milk.");
        assertThat(playground.last().getByLabel("Attached")).containsText("note.txt");
        assertThat(page.getByLabel("To be attached")).hasCount(0);
    }

    @Test
    void attachments_ofWhichSomeDoNotFit_areTakenWithoutThem(Page page) {
        PlaygroundSession.open(page, "travel");

        attach(
                page,
                file("a.zip", "application/zip", "PK"),
                file("b.txt", "text/plain", "Yes."),
                new FilePayload("model.pkl", "", PICKLE));

        assertThat(page.getByLabel("To be attached").locator("li")).hasCount(1);
        assertThat(page.getByLabel("To be attached")).containsText("b.txt");
        Locator problem = page.locator(".problem");
        assertThat(problem).containsText("a.zip is application/zip");
        assertThat(problem).containsText("model.pkl is not UTF-8 text");
        assertThat(problem.getByText("Try again")).hasCount(0);
        assertThat(problem.getByText("Dismiss")).isVisible();
    }

    @Test
    void attachments_togetherTooLarge_areTakenAsFarAsTheyFit(Page page) {
        PlaygroundSession.open(page, "travel");
        byte[] large = new byte[4_000_000];

        attach(page, new FilePayload("one.png", "image/png", large), new FilePayload("two.png", "image/png", large));

        assertThat(page.getByLabel("To be attached").locator("li")).hasCount(1);
        assertThat(page.locator(".problem")).containsText("two.png");
        assertThat(page.locator(".problem")).containsText("together");
    }

    @Test
    void address_attached_isANameInFileUrls(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Attach by address");
        assertThat(page.locator("#address")).isFocused();
        page.locator("#address").fill("/no/such/directory/report.pdf");
        page.locator("#address").press("Enter");

        JsonNode body = body(playground, "Look");

        assertThat(body.at("/file_urls/report.pdf").asText()).isEqualTo("/no/such/directory/report.pdf");
        playground.awaitState("failed");
        assertThat(playground.last()).containsText("agency-swarm.files.allowed-local-dirs");
    }

    @Test
    void address_typedAndNotAdded_goesWithTheMessage(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Attach by address");
        page.locator("#address").fill("/no/such/directory/report.pdf");

        JsonNode body = body(playground, "Look");

        assertThat(body.at("/file_urls/report.pdf").asText()).isEqualTo("/no/such/directory/report.pdf");
        assertThat(page.locator("#address")).hasCount(0);
    }

    private static void attach(Page page, FilePayload... files) {
        page.getByLabel("Attach", new Page.GetByLabelOptions().setExact(true)).setInputFiles(files);
    }

    private static FilePayload file(String name, String type, String text) {
        return new FilePayload(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode body(PlaygroundSession playground, String message) {
        return Json.readOwn(playground.send(message).postDataBuffer());
    }
}
