package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.agencyswarm.e2e.TravelThreads;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.agencyswarm.e2e.browser.Tolerates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stored conversations with a screen reader, with the keyboard, in dark mode and on a phone. */
@QuarkusTest
@TestProfile(PlaygroundThreadsProfile.class)
@BrowserTest
class PlaygroundThreadsForEveryoneTest {

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void list_withALiveRunAndTheQuestionBeforeADeletion_hasNoGraveFinding(ColorScheme colours, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("What is the weather in Oslo, and what do I take with me for three days in the north?");
        playground.awaitState("done");
        playground.press("Conversations");
        playground.press("New");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5 ");
        assertThat(playground.conversation("say 3000").first()).containsText("answering");
        check(page, "playground-threads-list");

        page.getByLabel("Delete say 3000 every 20ms").first().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("is stopped first");
        check(page, "playground-threads-deletion");

        playground.press("Delete");
        page.getByLabel("Search by title").fill("not there");
        assertThat(page.locator("#panel")).containsText("No title contains");
        check(page, "playground-threads-none");
    }

    @Test
    @Tolerates("/")
    void faults_ofTheListAndOfAMessage_haveNoGraveFinding(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("text First."));
        playground.awaitState("done");
        TravelThreads.beginRun(thread, "say 3000 every 20ms");
        page.route("**/travel/threads*", PlaygroundThreadsForEveryoneTest::outage);
        playground.send("text Too early.");
        playground.awaitState("failed");
        playground.press("Conversations");
        assertThat(page.locator("#panel .failure")).containsText("The store can't be reached.");
        check(page, "playground-threads-faults");

        page.unroute("**/travel/threads*");
        playground.press("List them again");
        assertThat(page.locator("#panel .failure")).hasCount(0);
        assertThat(playground.conversation("text First.").first()).containsText("answering");
        // The conversation is up to date, and the rejected message is still there.
        assertThat(page.locator(".question p"))
                .hasText(new String[] {"text First.", "say 3000 every 20ms", "text Too early."});
        assertThat(page.locator(".exchange").nth(1)).hasAttribute("data-state", "running");
        playground.press("Stop");
        assertThat(page.locator(".exchange").nth(1)).hasAttribute("data-state", "cancelled");
        page.reload();
        playground.last().getByText("Edit and ask again").click();
        assertThat(playground.message()).hasValue("text Too early.");
    }

    @Test
    void keyboard_alone_opensForksAndDeletes(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("text Only by keys.");
        playground.awaitState("done");
        playground.last().getByText("Fork from here").focus();
        page.keyboard().press("Enter");
        assertThat(playground.message()).isFocused();
        assertThat(page.locator("[role=status]")).containsText("This is a new conversation");
        playground.button("Conversations").focus();
        page.keyboard().press("Enter");
        assertThat(playground.conversation("text Only by keys.")).hasCount(2);

        playground.button("Delete text Only by keys.").first().focus();
        page.keyboard().press("Enter");
        assertThat(playground.button("Keep it")).isFocused();
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Enter");

        assertThat(playground.conversation("text Only by keys.")).hasCount(1);
        assertThat(playground.message()).isFocused();
        playground.conversation("text Only by keys.").focus();
        page.keyboard().press("Enter");
        assertThat(playground.last()).containsText("Only by keys.");
    }

    /** Texts of users and models are shown as text. */
    @Test
    void title_withHarmInIt_isShownAsText(Page page) {
        String title = "<img src=x onerror=\"document.title='hit'\"> & <b>bold</b>";
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send(title);
        playground.awaitState("done");
        playground.press("Conversations");

        assertThat(playground.conversation(title).first()).isVisible();
        assertThat(page.locator("#panel img")).hasCount(0);
        assertThat(page.title()).doesNotContain("hit");
    }

    private static void outage(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(503)
                .setContentType("application/json")
                .setBody("{\"detail\": \"The store can't be reached.\"}"));
    }

    private static void check(Page page, String picture) {
        Axe.checkInEachSize(page);
        Pictures.take(page, picture);
    }
}
