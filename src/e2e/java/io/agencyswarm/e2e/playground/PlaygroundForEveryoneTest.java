package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.agencyswarm.e2e.browser.Viewport;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground with a screen reader, in dark mode and on a phone. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundForEveryoneTest {

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void page_withAndWithoutAnswers_hasNoGraveFinding(ColorScheme colours, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        Axe.check(page);
        playground.send("What is the weather in Oslo?");
        playground.awaitState("done");
        playground.last().locator("details.delegation > summary").click();
        Axe.check(page);
        playground.send("---\nfail 500");
        playground.awaitState("failed");
        Axe.check(page);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void page_afterAStopWithFieldAndProblemOpen_hasNoGraveFinding(ColorScheme colours, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5");
        playground.press("Stop");
        playground.awaitState("cancelled");
        playground.press("Attach by address");
        page.getByLabel("Attach", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload("a.zip", "application/zip", new byte[] {1}));
        assertThat(page.locator(".problem")).isVisible();

        Axe.check(page);
        Viewport.PHONE.applyTo(page);
        Axe.check(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Conversations", "Graph", "Settings", "Frames"})
    void panel_onADesktopAndAPhone_hasNoGraveFinding(String panel, Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("Hello");
        playground.awaitState("done");
        if (!playground.button(panel).getAttribute("aria-expanded").equals("true")) {
            playground.press(panel);
        }
        Axe.checkInEachSize(page);
        Pictures.take(page, "playground-" + panel.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void phone_wide_scrollsInOneDirectionOnly(Page page) {
        Viewport.PHONE.applyTo(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send(
                "call forecast {\"city\":\"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-in-Wales\"} ;; text done");
        playground.awaitState("done");

        Object overflow = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");

        org.assertj.core.api.Assertions.assertThat(overflow).isEqualTo(false);
        Pictures.take(page, "playground-phone");
    }
}
