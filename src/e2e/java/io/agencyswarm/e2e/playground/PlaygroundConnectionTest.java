package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.agencyswarm.e2e.Relay;
import io.agencyswarm.e2e.browser.Browsing;
import io.agencyswarm.e2e.browser.Tolerates;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The playground if the connection breaks. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@Tag("e2e")
class PlaygroundConnectionTest {

    private static @Nullable Relay relay;

    @RegisterExtension
    static final Browsing BROWSING = new Browsing(() -> relay().home());

    @AfterEach
    void mend() {
        relay().mend();
    }

    @AfterAll
    static void close() {
        relay().close();
    }

    @Test
    @Tolerates("net::ERR_")
    void stream_cut_continuesByItself(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say 150 every 20ms");
        assertThat(playground.last()).containsText("w5 ");

        relay().cut();
        assertThat(playground.last()).containsText("The connection broke. Reconnecting to the run");
        relay().mend();

        playground.awaitState("done");
        assertThat(playground.last().locator(".text .markdown")).hasText(PlaygroundSession.words(150));
        assertThat(playground.last().locator("details.call")).hasCount(1);
    }

    @Test
    @Tolerates("net::ERR_")
    void stream_thatIsCutForLong_saysSoAndGoesOnWhenItIsTold(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 900 every 20ms");
        assertThat(playground.last()).containsText("w5 ");

        relay().cut();

        playground.awaitState("failed");
        assertThat(playground.last()).containsText("The connection broke, and reconnecting to the run failed 4 times.");
        assertThat(playground.last()).not().containsText("fault of the playground");
        assertThat(playground.last().locator(".text.cut")).containsText("w5 ");
        relay().mend();
        playground.press("Go on with the answer");
        assertThat(playground.last()).hasAttribute("data-state", "running");
        playground.awaitState("done");
        assertThat(playground.last().locator(".text .markdown")).hasText(PlaygroundSession.words(900));
        JsonNode body = Json.readOwn(playground.send("Hello").postDataBuffer());
        playground.awaitState("done");
        assertThat(body.at("/chat_history/0/content").asText()).isEqualTo("say 900 every 20ms");
    }

    @Test
    @Tolerates("net::ERR_")
    void service_doesNotAnswer_isAskedAgainByButton(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        relay().cut();
        page.getByLabel("Agency", new Page.GetByLabelOptions().setExact(true)).selectOption("helpdesk");
        assertThat(page.locator(".problem")).containsText("does not answer");

        relay().mend();
        playground.press("Try again");

        assertThat(page.locator(".problem")).hasCount(0);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Talk to helpdesk")))
                .isVisible();
    }

    private static synchronized Relay relay() {
        if (relay == null) {
            relay = Relay.to(ConfigProvider.getConfig().getValue("test.url", URI.class));
        }
        return relay;
    }
}
