package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.Program;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The most frequent faults: no key, or an unreachable model server. */
@QuarkusTest
@TestProfile(PlaygroundModelFaultsTest.Profile.class)
@BrowserTest
class PlaygroundModelFaultsTest {

    /** Only real models, without a key. */
    public static class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "agency-swarm.playground.enabled", "true",
                    "agency-swarm.offline", "never",
                    "agency-swarm.openai.api-key", "",
                    "agency-swarm.openai.base-url", "",
                    "agency-swarm.client-config.allowed-hosts", "127.0.0.1",
                    "agency-swarm.model.retry.pause", "10ms");
        }
    }

    @Test
    void key_missing_isNamedWithWhereToPutIt(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.send("Hello");

        playground.awaitState("failed");
        assertThat(playground.last().locator(".failure")).containsText("no key for OpenAI is set; set OPENAI_API_KEY");
        assertThat(playground.button("Edit and ask again")).isVisible();
    }

    @Test
    void serverOfModel_cannotBeReached_isNamed(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String address = "http://127.0.0.1:" + Program.freePort() + "/v1";
        playground.press("Settings");
        page.getByLabel("Base URL").fill(address);
        page.getByLabel("API key").fill("sk-any");

        playground.send("Hello");

        playground.awaitState("failed");
        assertThat(playground.last().locator(".failure")).containsText("Agent Concierge");
        assertThat(playground.last().locator(".failure")).containsText("127.0.0.1");
        assertThat(playground.last()).not().containsText("sk-any");
    }
}
