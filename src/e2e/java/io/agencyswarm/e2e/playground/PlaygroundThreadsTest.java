package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.TravelThreads;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Conversations that the service stores: the list and its actions. */
@QuarkusTest
@TestProfile(PlaygroundThreadsProfile.class)
@BrowserTest
class PlaygroundThreadsTest {

    @Test
    void conversation_ofOneBrowser_isThereInAnother(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        JsonNode first = Json.readOwn(
                playground.send("What is the weather in Bergen, Norway?").postDataBuffer());
        playground.awaitState("done");
        JsonNode second = Json.readOwn(playground.send("And in Rome?").postDataBuffer());
        playground.awaitState("done");
        assertThat(first.path("background").asBoolean()).isTrue();
        assertThat(second.path("thread_id").asText())
                .hasSize(32)
                .isEqualTo(first.path("thread_id").asText());
        assertThat(second.has("chat_history")).isFalse();

        try (BrowserContext other =
                page.context().browser().newContext(new Browser.NewContextOptions().setBaseURL(page.url()))) {
            PlaygroundSession elsewhere = PlaygroundSession.open(other.newPage(), "travel");
            elsewhere.press("Conversations");
            elsewhere.conversation("What is the weather in Bergen, Norway?").click();

            assertThat(elsewhere.page().locator(".question p"))
                    .hasText(new String[] {"What is the weather in Bergen, Norway?", "And in Rome?"});
            assertThat(elsewhere.page().locator(".exchange").first()).containsText("The Forecaster says:");
            assertThat(elsewhere.page().locator(".exchange").first().locator("footer"))
                    .containsText(Pattern.compile("4 requests.*tokens in.*out", Pattern.DOTALL));
            assertThat(elsewhere.page().locator("details.delegation")).hasCount(1);
        }
    }

    @Test
    void search_byTitle_findsWhatIsFurtherDown(Page page) {
        say("The needle of this list");
        for (int i = 0; i < 25; i++) {
            say("Haystack number " + i);
        }
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");
        assertThat(page.locator("button.plain")).hasCount(20);
        assertThat(playground.conversation("The needle of this list")).hasCount(0);

        page.getByLabel("Search by title").fill("NEEDLE of");

        assertThat(page.locator("button.plain")).hasCount(1);
        playground.conversation("The needle of this list").click();
        assertThat(page.locator(".question p")).hasText("The needle of this list");
        page.getByLabel("Search by title").fill("number");
        playground.press("More");
        assertThat(page.locator("button.plain")).hasCount(25);
        assertThat(playground.button("More")).hasCount(0);
        page.getByLabel("Search by title").fill("of no conversation");
        assertThat(page.locator("#panel")).containsText("No title contains “of no conversation”.");
    }

    @Test
    void delete_ofAConversation_asksBeforeAndIsForAll(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("To be deleted"));
        playground.awaitState("done");
        playground.press("Conversations");

        playground.press("Delete To be deleted");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("“To be deleted” is deleted in the service");
        assertThat(playground.button("Keep it")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(playground.button("Delete To be deleted")).isFocused();
        given().get("/travel/threads/" + thread).then().statusCode(200);

        playground.press("Delete To be deleted");
        playground.press("Delete");

        assertThat(playground.conversation("To be deleted")).hasCount(0);
        assertThat(page.locator(".exchange")).hasCount(0);
        given().get("/travel/threads/" + thread).then().statusCode(404);
    }

    @Test
    void delete_inAnotherTab_endsTheConversationHere(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("text Seen in two tabs.");
        playground.awaitState("done");
        PlaygroundSession second = playground.inAnotherTab();
        assertThat(second.last()).containsText("Seen in two tabs.");
        second.press("Conversations");

        second.press("Delete text Seen in two tabs.");
        second.press("Delete");

        assertThat(second.page().locator(".exchange")).hasCount(0);
        assertThat(page.locator(".exchange")).hasCount(0);
        assertThat(page.locator("[role=status]")).containsText("was deleted in another tab");
    }

    @Test
    void delete_whileAnAnswerIsOnItsWay_stopsItFirst(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("say 3000 every 20ms"));
        assertThat(playground.last()).containsText("w3");
        playground.press("Conversations");
        assertThat(playground.conversation("say 3000 every 20ms")).containsText("answering");

        playground.press("Delete say 3000 every 20ms");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("is stopped first");
        playground.press("Delete");

        assertThat(playground.conversation("say 3000 every 20ms")).hasCount(0);
        assertThat(playground.button("Send")).isVisible();
        given().get("/travel/threads/" + thread).then().statusCode(404);
    }

    @Test
    void fork_fromAnAnswer_goesOnFromThereInAConversationOfItsOwn(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("What is the weather in Tromsø?"));
        playground.awaitState("done");
        playground.send("text Second answer.");
        playground.awaitState("done");

        page.locator(".exchange").first().getByText("Fork from here").click();

        assertThat(page.locator(".question p")).hasText(new String[] {"What is the weather in Tromsø?"});
        assertThat(playground.message()).isFocused();
        String fork = TravelThreads.of(playground.send("text Another way."));
        playground.awaitState("done");
        assertThat(fork).isNotEqualTo(thread);
        assertThat(questions(fork)).containsExactly("What is the weather in Tromsø?", "text Another way.");
        assertThat(questions(thread)).containsExactly("What is the weather in Tromsø?", "text Second answer.");
        page.reload();
        assertThat(page.locator(".question p"))
                .hasText(new String[] {"What is the weather in Tromsø?", "text Another way."});
    }

    /** Items that have arrived in the meantime would be cut at the wrong position. */
    @Test
    void fork_ofAConversationThatWentOnElsewhere_showsItFirst(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String thread = TravelThreads.of(playground.send("text Here."));
        playground.awaitState("done");
        say("text Elsewhere.", thread);

        playground.last().getByText("Fork from here").click();

        assertThat(page.locator(".problem")).containsText("This conversation has changed elsewhere.");
        assertThat(page.locator(".question p")).hasText(new String[] {"text Here.", "text Elsewhere."});
        page.locator(".exchange").first().getByText("Fork from here").click();
        assertThat(page.locator(".question p")).hasText(new String[] {"text Here."});
    }

    @Test
    void conversation_fromAFile_staysInAListOfTheBrowser(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("text In the service.");
        playground.awaitState("done");
        playground.press("Conversations");

        page.getByLabel("Import")
                .setInputFiles(new FilePayload("x.json", "application/json", """
                        [{"role": "user", "content": "My name is Ada.", "agent": "Concierge", "callerAgent": null},
                         {"role": "assistant", "content": "Hello Ada.", "agent": "Concierge", "callerAgent": null}]""".getBytes(StandardCharsets.UTF_8)));

        assertThat(page.getByLabel("In this browser").locator("li")).hasText(Pattern.compile("My name is Ada\\."));
        assertThat(page.getByLabel("In the service").locator("li").first()).containsText("text In the service.");
        Axe.check(page);
        JsonNode body = Json.readOwn(playground.send("text Again.").postDataBuffer());
        playground.awaitState("done");
        assertThat(body.path("chat_history").findValuesAsText("content"))
                .containsExactly("My name is Ada.", "Hello Ada.");
        assertThat(body.has("thread_id")).isFalse();
        page.reload();
        assertThat(page.locator(".question p")).hasText(new String[] {"My name is Ada.", "text Again."});
    }

    @Test
    void run_failed_isReportedAfterReload(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("fail 500");
        playground.awaitState("failed");

        page.reload();

        playground.awaitState("failed");
        assertThat(playground.last().locator(".failure")).containsText("the model's server answered 500");
        playground.press("Edit and ask again");
        assertThat(playground.message()).hasValue("fail 500");
    }

    @Test
    void attachments_ofAMessage_areNamedAfterAReload(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        page.getByLabel("Attach", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload("note.txt", "text/plain", "Milk.".getBytes(StandardCharsets.UTF_8)));
        playground.send("Look at this");
        playground.awaitState("done");

        page.reload();

        assertThat(page.locator(".question p")).hasText("Look at this");
        assertThat(page.getByLabel("Attached")).hasText("note.txt");
    }

    @Test
    void copyAsCurl_ofAnAnswer_namesTheThread(Page page) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        JsonNode request = Json.readOwn(playground.send("text Hello.").postDataBuffer());
        playground.awaitState("done");

        playground.last().getByText("Copy as curl").click();
        assertThat(page.locator("[role=status]")).containsText("copied");
        String command = (String) page.evaluate("navigator.clipboard.readText()");

        assertThat(Json.readOwn(command.substring(command.indexOf('{'), command.lastIndexOf('}') + 1)
                        .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(request);
    }

    private static List<String> questions(String thread) {
        JsonNode items = Json.readOwn(given().get("/travel/threads/" + thread).asByteArray())
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("role").asText().equals("user")
                        && item.path("callerAgent").isNull())
                .map(item -> item.path("content").asText())
                .toList();
    }

    private static void say(String message) {
        say(message, message);
    }

    private static void say(String message, String thread) {
        given().contentType("application/json")
                .body(Json.object()
                        .put("message", message)
                        .put("thread_id", thread)
                        .toString())
                .post("/travel/get_response")
                .then()
                .statusCode(200);
    }
}
