package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The appearance of the playground. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class PlaygroundLookTest {

    @Test
    void colours_switched_areKept(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        String ground = "getComputedStyle(document.body).backgroundColor";
        Object light = page.evaluate(ground);

        playground.press("Switch between dark and light");
        Object dark = page.evaluate(ground);
        page.reload();
        assertThat(page.locator(".guide")).isVisible();

        assertThat(dark).isNotEqualTo(light);
        assertThat(page.evaluate(ground)).isEqualTo(dark);
    }

    @Test
    void copy_pressed_isSeenAndToldEachTime(Page page) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("Hello");
        playground.awaitState("done");

        playground.press("Copy answer");

        assertThat(playground.last().getByText("✓ Copied").last()).isVisible();
        assertThat(page.locator("[role=status]")).containsText("Copy answer: copied.");
        String message = page.locator("[role=status]").textContent();
        assertThat(playground.last().locator("[data-copied]")).hasCount(0);
        playground.press("Copy answer");
        // Otherwise a screen reader would be silent, because nothing has changed.
        assertThat(page.evaluate("""
                        async (told) => {
                          const status = document.querySelector('[role=status]');
                          for (let i = 0; i < 200 && status.textContent === told; i++) {
                            await new Promise((later) => setTimeout(later, 20));
                          }
                          return status.textContent;
                        }""", message)).isEqualTo("Copy answer: copied.\u00a0");
    }

    @Test
    void graph_ofManyTools_canBeRead(Page page) {
        page.route("**/travel/get_metadata", route -> {
            ObjectNode graph = Json.readOwn(route.fetch().body()).deepCopy();
            for (String agent : List.of("Concierge", "Forecaster")) {
                for (int i = 1; i < 12; i++) {
                    String id = agent + "_more_" + i;
                    ObjectNode tool =
                            graph.withArray("nodes").addObject().put("id", id).put("type", "tool");
                    tool.putObject("data").put("label", "someToolOfMany" + i).put("parentAgent", agent);
                    graph.withArray("edges")
                            .addObject()
                            .put("id", agent + "->" + id)
                            .put("source", agent)
                            .put("target", id)
                            .put("type", "owns");
                }
            }
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(graph.toString()));
        });
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        // The text of tools has 12 pixels, and at least 9 on the screen.
        assertThat(playground.graph()).hasAttribute("data-zoom", Pattern.compile("0\\.(7[5-9]|[89]\\d)|1\\.\\d+"));
        playground.press("Show all");
        assertThat(playground.graph()).hasAttribute("data-zoom", Pattern.compile("0\\.\\d+"));
        playground.press("Larger");
        assertThat(playground.graph()).hasAttribute("data-zoom", Pattern.compile("\\d\\.\\d+"));
        Pictures.take(page, "playground-many-tools");
    }
}
