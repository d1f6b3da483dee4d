package io.agencyswarm.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.agencyswarm.e2e.browser.Tolerates;
import io.agencyswarm.e2e.playground.PlaygroundSession;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MCP servers on the pages. */
@QuarkusTest
@TestProfile(McpPagesProfile.class)
@BrowserTest
class McpPagesTest {

    @Test
    // An open service lists threads in dev mode only, and tests do not run in dev mode.
    @Tolerates("/threads")
    void call_ofAServersTool_namesTheServerOnItsCard(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "desk");

        playground.send("call lookup {\"q\":\"oslo\"} ;; text Done.");

        playground.awaitState("done");
        assertThat(page.locator("details.call summary")).containsText("Lead calls lookup of the MCP server lab");
        page.locator("details.call summary").click();
        assertThat(page.locator("details.call")).containsText("found oslo");
        assertThat(page.locator("details.call")).not().containsText("input_text");
        Axe.check(page);
        Pictures.take(page, "playground-mcp");
    }

    @Test
    void devUi_opened_showsHowServersWereFound(Page page) {
        page.request().post("/archive/get_response", RequestOptions.create().setData(Map.of("message", "text Hi")));

        page.navigate("/q/agency-swarm/");

        assertThat(page.getByLabel("MCP servers")).containsText("not available: it refuses connections");
        assertThat(page.getByLabel("MCP servers")).containsText("old_lookup");
        assertThat(page.getByLabel("Agency archive")).containsText("and those of the MCP servers gone, old");
        Axe.check(page);
        Pictures.take(page, "devui-mcp");
    }
}
