package io.agencyswarm.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.devui.DevTokenProfile;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The Dev UI's page of a service with a token. */
@QuarkusTest
@TestProfile(DevTokenProfile.class)
@BrowserTest
class DevUiTokenTest {

    @Test
    @Tolerates("/q/agency-swarm/state")
    void token_asked_isTakenWhenItFits(Page page) {
        page.navigate("/q/agency-swarm/");
        Axe.check(page);
        page.getByLabel("This service has a token").fill("wrong");
        page.getByLabel("This service has a token").press("Enter");
        assertThat(page.getByText("That token was refused.")).isVisible();

        page.getByLabel("This service has a token").fill(DevTokenProfile.TOKEN);
        page.getByLabel("This service has a token").press("Enter");

        assertThat(page.getByLabel("Agency travel")).isVisible();
        assertThat(page.locator("form")).hasCount(0);
    }
}
