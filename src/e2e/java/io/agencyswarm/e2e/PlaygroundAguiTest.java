package io.agencyswarm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.agencyswarm.item.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The playground of the build for AG-UI. */
@QuarkusTest
@TestProfile(PlaygroundAguiTest.Profile.class)
@BrowserTest
class PlaygroundAguiTest {

    /** The build for AG-UI, with the playground. */
    public static class Profile extends PlaygroundOpenProfile {

        @Override
        public String getConfigProfile() {
            return "agui,test";
        }
    }

    @Test
    void conversation_overAgui_isShownAndGoesOn(Page page) {
        Playground playground = Playground.open(page, "travel");
        playground.send("What is the weather in Oslo?");
        playground.awaitState("done");
        assertThat(playground.last()).containsText("The Forecaster says: Oslo today");
        playground.last().locator("details.delegation > summary").click();
        assertThat(playground.last().locator("details.delegation")).containsText("Forecaster calls forecast");
        assertThat(playground.graph())
                .hasAttribute("data-visited", Pattern.compile(".*Forecaster->Forecaster_tool_0.*"));

        page.reload();
        assertThat(playground.last()).containsText("The Forecaster says: Oslo today");
        JsonNode body = Json.readOwn(playground.send("And in Rome?").postDataBuffer());
        playground.awaitState("done");

        assertThat(body.path("messages")).hasSizeGreaterThan(4);
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("What is the weather in Oslo?");
    }

    @Test
    void stop_overAgui_closesTheStream(Page page) {
        Playground playground = Playground.open(page, "travel");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5");
        assertThat(playground.button("Stop after this turn")).hasCount(0);

        playground.press("Stop");

        playground.awaitState("cancelled");
        assertThat(playground.last().locator(".text.cut")).containsText("w5");
    }

    @Test
    void errorOfTheModel_overAgui_saysWhatFailed(Page page) {
        Playground playground = Playground.open(page, "travel");

        playground.send("---\nfail 500");

        playground.awaitState("failed");
        assertThat(playground.last()).containsText("the model's server answered 500");
    }
}
