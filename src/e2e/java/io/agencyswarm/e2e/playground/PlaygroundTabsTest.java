package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Several conversations, several tabs, and reloads. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundTabsTest {

    @Test
    void reload_inAnOlderConversation_staysThere(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        talkTwice(page, playground);
        page.locator("button.plain").filter(text("First")).click();
        assertThat(playground.last()).containsText("First");
        playground.send("More of the first");
        playground.awaitState("done");

        page.reload();

        assertThat(playground.last()).containsText("More of the first");
        playground.press("Conversations");
        // The latest conversation is on top.
        assertThat(page.locator("button.plain").first()).containsText("First");
    }

    @Test
    void tabs_eachWithItsOwn_keepItWhenLoadedAnew(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        talkTwice(page, playground);
        PlaygroundSession second = playground.inAnotherTab();
        // A new tab starts with the latest conversation.
        assertThat(second.last()).containsText("Second");
        second.choose("helpdesk");
        second.send("My router does not start");
        second.awaitState("done");

        page.reload();
        second.page().reload();

        assertThat(page.locator("#agency")).hasValue("travel");
        assertThat(playground.last()).containsText("Second");
        assertThat(second.page().locator("#agency")).hasValue("helpdesk");
        assertThat(second.last()).containsText("My router does not start");
    }

    @Test
    void conversation_inTwoTabs_losesNothing(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("First");
        playground.awaitState("done");
        PlaygroundSession second = playground.inAnotherTab();
        assertThat(second.last()).containsText("First");
        second.send("From the second tab");
        second.awaitState("done");
        assertThat(playground.last()).containsText("From the second tab");

        JsonNode body = Json.readOwn(playground.send("From the first tab").postDataBuffer());
        playground.awaitState("done");

        assertThat(body.path("chat_history").toString()).contains("From the second tab");
        second.page().reload();
        assertThat(second.page().locator(".question p"))
                .hasText(new String[] {"First", "From the second tab", "From the first tab"});
    }

    @Test
    void reload_inMidRun_continuesWithAnswer(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say 200 every 50ms");
        assertThat(playground.last()).containsText("w5 ");

        page.reload();

        assertThat(playground.last()).hasAttribute("data-state", "running");
        playground.awaitState("done");
        assertThat(playground.last().locator(".text .markdown")).hasText(PlaygroundSession.words(200));
        assertThat(playground.last().locator("details.call")).hasCount(1);
        assertThat(page.locator(".exchange")).hasCount(1);
    }

    /** As after a restart of a service without a persistent store. */
    @Test
    @Tolerates("/runs/")
    void reload_whereRunIsForgotten_keepsQuestionAndConversationContinues(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5");
        page.route(
                "**/runs/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(404)
                        .setContentType("application/json")
                        .setBody("{\"detail\": \"There is no run of this id.\"}")));

        page.reload();

        assertThat(playground.last()).containsText("The page was left before the answer was complete");
        playground.press("Edit and ask again");
        assertThat(playground.message()).hasValue("say 3000 every 20ms");
        playground.send("Hello");
        playground.awaitState("done");
    }

    @Test
    void otherConversation_duringARun_leavesTheRunAlone(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");
        playground.send("say 200 every 50ms");
        assertThat(playground.last()).containsText("w5");
        playground.press("New");
        assertThat(playground.button("Send")).isVisible();
        playground.send("Hello");
        playground.awaitState("done");

        page.locator("button.plain").filter(text("say 200")).click();

        assertThat(playground.last()).hasAttribute("data-state", "running");
        assertThat(page.locator("button.plain").filter(text("say 200"))).containsText("answering");
        playground.press("Stop");
        playground.awaitState("cancelled");
    }

    @Test
    void agency_chosenWhileThePageReconnects_isNotDropped(Page page) {
        page.addInitScript("""
                const ask = window.fetch;
                window.late = {};
                window.fetch = async (url, options) => {
                  await new Promise((done) => setTimeout(done, window.late[new URL(url).pathname] ?? 0));
                  return ask(url, options);
                };""");
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        page.evaluate("window.late = { '/openapi.json': 400, '/helpdesk/get_metadata': 800 }");
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

        playground.choose("helpdesk");

        page.waitForTimeout(500);
        assertThat(page.locator("#agency")).hasValue("helpdesk");
        assertThat(page.locator(".guide h2")).hasText("Talk to helpdesk");
    }

    /** As in browsers whose user forbids storage for sites. */
    @Test
    void storage_blocked_isDoneWithout(Page page) {
        page.addInitScript("""
                for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel']) {
                  Object.defineProperty(window, name, { get() { throw new DOMException('Denied', 'SecurityError'); } });
                }""");
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.send("Hello");
        playground.awaitState("done");

        playground.press("Conversations");
        assertThat(page.locator("#panel")).containsText("This browser does not store conversations");
        playground.press("Switch between dark and light");
        assertThat(page.locator("html")).hasAttribute("style", Pattern.compile(".*color-scheme: dark.*"));
    }

    private static void talkTwice(Page page, PlaygroundSession playground) {
        playground.send("First");
        playground.awaitState("done");
        if (page.locator("#panel h2").textContent().equals("Graph")) {
            playground.press("Conversations");
        }
        playground.press("New");
        playground.send("Second");
        playground.awaitState("done");
    }

    private static com.microsoft.playwright.Locator.FilterOptions text(String text) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
    }
}
