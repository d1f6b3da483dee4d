package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The playground of a service with a token. */
@QuarkusTest
@TestProfile(PlaygroundTokenTest.Profile.class)
@BrowserTest
class PlaygroundTokenTest {

    /** The demo agencies behind a token. */
    public static class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "agency-swarm.playground.enabled",
                    "true",
                    "agency-swarm.offline",
                    "always",
                    "APP_TOKEN",
                    "open sesame");
        }
    }

    @Test
    @Tolerates("/get_metadata")
    void token_wrongThenRight_isAskedForUntilItFits(Page page) {
        page.navigate("/");
        assertThat(page.getByLabel("This service needs a token")).isVisible();
        Axe.check(page);

        enter(page, "open barley");
        assertThat(page.locator("#token-refusal")).containsText("does not know this token");
        assertThat(page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        enter(page, "open sesame");

        assertThat(page.getByLabel("This service needs a token")).hasCount(0);
        PlaygroundSession playground = new PlaygroundSession(page);
        playground.choose("travel");
        playground.send("Hello");
        playground.awaitState("done");
    }

    /** Copied from a typeset text: a header can't contain it. */
    @Test
    @Tolerates("/get_metadata")
    void token_withAnotherCharacter_isNamedAndNotKept(Page page) {
        page.navigate("/");

        enter(page, "open\u200b sesame…");

        assertThat(page.locator("#token-refusal")).containsText("one that is not seen");
        page.reload();
        assertThat(page.getByLabel("This service needs a token")).isVisible();
        enter(page, "open sesame");
        assertThat(page.getByLabel("This service needs a token")).hasCount(0);
        page.reload();
        assertThat(page.locator(".guide")).isVisible();
    }

    /** No request was accepted yet. */
    @Test
    @Tolerates("/get_metadata")
    void escape_beforeAnyToken_leavesTheDialogOpen(Page page) {
        page.navigate("/");
        assertThat(page.getByLabel("This service needs a token")).isVisible();

        page.keyboard().press("Escape");
        page.keyboard().press("Escape");

        assertThat(page.locator("dialog[open]")).isVisible();
        assertThat(page.locator("dialog button[type=button]")).hasCount(0);
    }

    private static void enter(Page page, String token) {
        page.locator("#token").fill(token);
        page.locator("#token").press("Enter");
    }
}
