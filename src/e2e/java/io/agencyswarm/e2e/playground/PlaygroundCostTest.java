package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.testing.ScriptedModelResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The costs and the quick replies in the playground, with a model that has a price. */
@QuarkusTest
@TestProfile(PlaygroundCostTest.Profile.class)
@BrowserTest
class PlaygroundCostTest {

    /** A scripted model server, so that ten input tokens and one output token cost what the table says. */
    public static class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("agency-swarm.playground.enabled", "true", "service-tests.agencies", "true");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedModelResource.class));
        }
    }

    @Test
    void cost_ofAnAnswerAndOfTheConversation_isShownToTheCent(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("text hi");
        playground.awaitState("done");
        // gpt-5.4-mini: ten tokens at $0.75 and one at $4.50 a million; the second time thirty and one.
        assertThat(playground.last().locator(".usage")).containsText("$0.000012");
        assertThat(page.locator(".total")).hasCount(0);

        playground.send("text hi");
        playground.awaitState("done");

        assertThat(page.locator(".total")).containsText("This conversation");
        assertThat(page.locator(".total")).containsText("2 requests");
        assertThat(page.locator(".total")).containsText("$0.000039");
    }

    @Test
    void quickReply_pressed_isAnsweredByTheModelOnceAndThenAtOnce(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "reception");

        page.getByRole(
                        com.microsoft.playwright.options.AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName("Answered at once"))
                .getByText("text Good day")
                .click();

        playground.awaitState("done");
        assertThat(playground.last()).containsText("Good day");
        assertThat(playground.last().locator(".usage")).containsText("1 request");
        playground.press("Conversations");
        playground.press("New");
        playground.press("text Good day");
        playground.awaitState("done");
        assertThat(playground.last().locator(".usage")).containsText("0 requests");
        assertThat(playground.last().locator(".usage")).containsText("$0.00");
    }
}
