package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Tolerates;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The playground of a service that stores threads, but does not list them for anonymous callers. */
@QuarkusTest
@TestProfile(PlaygroundRefusedListTest.Profile.class)
@BrowserTest
class PlaygroundRefusedListTest {

    /** A persistent store, and anonymous callers. */
    public static class Profile extends PlaygroundThreadsProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.remove("agency-swarm.threads.list-all");
            return settings;
        }
    }

    @Test
    @Tolerates("/threads")
    void conversations_mayNotBeListed_areKeptByBrowser(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        JsonNode body = Json.readOwn(playground
                .send("call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say 200 every 50ms")
                .postDataBuffer());
        assertThat(playground.last()).containsText("w5 ");
        assertThat(body.has("thread_id")).isFalse();

        page.reload();

        assertThat(playground.last()).hasAttribute("data-state", "running");
        playground.awaitState("done");
        assertThat(playground.last().locator(".text .markdown")).hasText(PlaygroundSession.words(200));
        assertThat(page.locator(".problem")).hasCount(0);
        playground.press("Conversations");
        assertThat(page.locator("#panel")).containsText("Stored in this browser only.");
        page.getByLabel("Delete call PackingList").click();
        assertThat(page.locator("#panel")).containsText("is deleted. Undo");
    }
}
