package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.agencyswarm.e2e.TravelThreads;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs that the user leaves, by a reload, for another conversation or in another tab, and returns to. */
@QuarkusTest
@TestProfile(PlaygroundThreadsProfile.class)
@BrowserTest
class PlaygroundLastingRunsTest {

    private static final String TOOL_THEN_WORDS =
            "call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say %d every %dms";

    @Test
    void reload_inMidAnswer_continuesAndAnswerIsWholeAndOnce(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("text Before.");
        playground.awaitState("done");
        playground.send(TOOL_THEN_WORDS.formatted(200, 50));
        assertThat(playground.last()).containsText("w20 ");

        Request entered = page.waitForRequest("**/runs/*/stream", page::reload);

        assertThat(playground.last()).hasAttribute("data-state", "running");
        assertThat(playground.button("Stop")).isVisible();
        // The tool's turn was complete. The frames after it are sent again, and no earlier ones.
        assertThat(Integer.parseInt(entered.headerValue("last-event-id"))).isBetween(5, 30);
        playground.awaitState("done");
        assertWhole(playground.last(), 200);
        assertThat(playground.last().locator("details.call")).hasCount(1);
        assertThat(page.locator(".exchange")).hasCount(2);
        page.reload();
        assertWhole(playground.last(), 200);
    }

    @Test
    void reload_inMidAnswerOfFirstTurn_continues(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 80 every 50ms");
        assertThat(playground.last()).containsText("w10 ");

        page.reload();
        assertThat(playground.last()).containsText("w12 ");
        page.reload();

        playground.awaitState("done");
        assertWhole(playground.last(), 80);
        assertThat(page.locator(".exchange")).hasCount(1);
    }

    @Test
    void reload_duringDelegation_continuesWithinItsCard(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("call PackingList {\"city\":\"Rome\",\"nights\":2} ;; call send_message "
                + "{\"recipient_agent\":\"Forecaster\",\"message\":\"say 200 every 50ms\",\"additional_instructions\":\"\"}"
                + " ;; text All said.");
        assertThat(playground.last().locator("details.delegation")).containsText("w10 ");

        page.reload();

        assertThat(playground.last().locator("details.delegation[open]")).containsText("w20 ");
        assertThat(playground.graph()).hasAttribute("data-active", Pattern.compile(".*Concierge->Forecaster.*"));
        playground.awaitState("done");
        assertThat(playground.last().locator("details.call")).hasCount(2);
        assertThat(playground.last()).containsText("All said.");
    }

    @Test
    void run_left_isFoundInList(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send(TOOL_THEN_WORDS.formatted(250, 50));
        assertThat(playground.last()).containsText("w5 ");
        playground.press("Conversations");
        playground.press("New");
        page.reload();
        assertThat(page.locator(".exchange")).hasCount(0);
        playground.press("Conversations");
        Locator left = playground.conversation("call PackingList").first();
        assertThat(left).containsText("answering");

        left.click();

        assertThat(playground.last()).hasAttribute("data-state", "running");
        playground.awaitState("done");
        assertWhole(playground.last(), 250);
        assertThat(left).not().containsText("answering");
    }

    @Test
    void secondTab_ofTheSameBrowser_seesTheConversationWhileItIsAnswered(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        PlaygroundSession second = playground.inAnotherTab();
        second.choose("travel");
        second.press("Conversations");
        playground.send("say 200 every 50ms");
        assertThat(playground.last()).containsText("w5 ");

        Locator event = second.conversation("say 200 every 50ms").first();
        assertThat(event).containsText("answering");
        event.click();

        assertThat(second.last()).hasAttribute("data-state", "running");
        second.awaitState("done");
        playground.awaitState("done");
        assertWhole(second.last(), 200);
        assertWhole(playground.last(), 200);
        playground.send("text More of it.");
        playground.awaitState("done");
        assertThat(second.page().locator(".question p"))
                .hasText(new String[] {"say 200 every 50ms", "text More of it."});
    }

    @Test
    void stop_afterAReload_endsTheRun(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("say 3000 every 20ms"));
        assertThat(playground.last()).containsText("w5 ");
        page.reload();
        assertThat(playground.last()).containsText("w9 ");

        playground.press("Stop");

        playground.awaitState("cancelled");
        assertThat(playground.last().locator(".text.cut")).containsText("w9 ");
        assertThat(Json.readOwn(given().get("/travel/threads/" + thread).asByteArray())
                        .path("run_id")
                        .isNull())
                .isTrue();
    }

    /** Aborting the request would not end a run that the service has started. */
    @Test
    void stop_beforeTheServiceHasAnswered_endsTheRunOnceItHas(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        List<Route> waiting = new ArrayList<>();
        page.route("**/get_response_stream", waiting::add);
        String thread = TravelThreads.of(playground.send("say 3000 every 20ms"));
        page.waitForCondition(() -> !waiting.isEmpty());

        playground.press("Stop");
        waiting.getFirst().resume();

        playground.awaitState("cancelled");
        assertThat(Json.readOwn(given().get("/travel/threads/" + thread).asByteArray())
                        .path("run_id")
                        .isNull())
                .isTrue();
    }

    @Test
    @Tolerates("/get_response_stream")
    void message_whileTheThreadHasALiveRun_isRefusedAndKeptAndTheRunCanBeFollowed(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("text First."));
        playground.awaitState("done");
        TravelThreads.beginRun(thread, "say 200 every 50ms");

        playground.send("text Too early.");

        playground.awaitState("failed");
        assertThat(playground.last().locator(".failure")).containsText("The thread has a live run.");
        playground.press("Follow the live run");
        assertThat(page.locator(".question p")).hasText(new String[] {"text First.", "say 200 every 50ms"});
        assertThat(playground.last()).hasAttribute("data-state", "running");
        assertThat(playground.message()).hasValue("text Too early.");
        playground.awaitState("done");
        assertWhole(playground.last(), 200);
        playground.press("Send");
        playground.awaitState("done");
        assertThat(playground.last()).containsText("Too early.");
    }

    /** The service has not received the request. */
    @Test
    @Tolerates("/travel/threads/")
    void reload_beforeTheServiceHasTakenTheMessage_keepsTheMessage(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        page.route("**/get_response_stream", _ -> {});
        playground.send("text Of great length.");
        assertThat(playground.last()).hasAttribute("data-state", "running");

        page.reload();

        assertThat(playground.last()).containsText("The page was left before the answer was complete.");
        playground.press("Edit and ask again");
        assertThat(playground.message()).hasValue("text Of great length.");
        page.unroute("**/get_response_stream");
        playground.press("Send");
        playground.awaitState("done");
    }

    /** The replay window is limited. */
    @Test
    @Tolerates("/stream")
    void framesThatAreNotKeptAnyMore_areMadeUpForByTheRun(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send(TOOL_THEN_WORDS.formatted(60, 50));
        assertThat(playground.last()).containsText("w5 ");
        page.route("**/runs/*/stream", PlaygroundLastingRunsTest::gone);

        page.reload();

        assertThat(playground.last()).containsText("Reconnecting to the run");
        assertThat(playground.last().locator("details.call")).hasCount(1);
        page.unroute("**/runs/*/stream");
        playground.awaitState("done");
        assertWhole(playground.last(), 60);
        assertThat(playground.last().locator("details.call")).hasCount(1);
    }

    private static void gone(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(410)
                .setContentType("application/json")
                .setBody("{\"detail\": \"Not kept.\", \"oldest_event_id\": 40, \"last_event_id\": 60}"));
    }

    /** Nothing is lost or repeated. */
    private static void assertWhole(Locator exchange, int words) {
        assertThat(exchange.locator(".text .markdown").last()).hasText(PlaygroundSession.words(words));
        assertThat(exchange.locator(".text")).hasCount(1);
    }
}
