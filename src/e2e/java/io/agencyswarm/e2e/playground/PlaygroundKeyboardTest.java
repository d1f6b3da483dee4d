package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The playground with the keyboard. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundKeyboardTest {

    @Test
    void keyboard_alone_isEnough(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        page.locator("body").press("Tab");
        assertThat(page.locator(".skip")).isFocused();

        page.keyboard().press("Enter");
        assertThat(playground.message()).isFocused();
        page.keyboard().type("Hello");
        page.keyboard().press("Enter");

        playground.awaitState("done");
        assertThat(playground.message()).isFocused();
        assertThat(page.locator("[role=status]")).containsText("Concierge says");
    }

    @Test
    void arrowUp_inAnEmptyMessage_bringsTheLastQuestionBack(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("What is the weather in Oslo?");
        playground.awaitState("done");

        playground.message().press("ArrowUp");

        assertThat(playground.message()).hasValue("What is the weather in Oslo?");
    }

    @Test
    void stop_byTheKeyboard_keepsTheFocus(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        // A run that continues for a while after its cancel.
        playground.send("say 60 every 50ms");
        assertThat(playground.last()).containsText("w2");
        playground.button("Stop after this turn").focus();

        page.keyboard().press("Enter");

        assertThat(playground.button("Stop after this turn")).hasAttribute("aria-disabled", "true");
        assertThat(playground.button("Stop after this turn")).isFocused();
        playground.awaitState("cancelled");
        assertThat(playground.message()).isFocused();
    }

    /**
     * An input method for Chinese, Japanese and Korean uses Enter to choose a character; Safari reports the key as 229.
     */
    @Test
    void keys_thatChooseALetter_sendAndStopNothing(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.message().fill("say 3000 every 20ms");
        String press = "(field, [key, init]) => field.dispatchEvent(new KeyboardEvent('keydown', "
                + "{ key, bubbles: true, cancelable: true, ...init }))";

        playground.message().evaluate(press, List.of("Enter", Map.of("isComposing", true)));
        playground.message().evaluate(press, List.of("Enter", Map.of("keyCode", 229)));
        assertThat(page.locator(".exchange")).hasCount(0);
        playground.message().press("Enter");
        assertThat(playground.last()).containsText("w2");
        playground.message().evaluate(press, List.of("Escape", Map.of("isComposing", true)));

        assertThat(playground.last()).containsText("w9");
        playground.message().press("Escape");
        playground.awaitState("cancelled");
    }
}
