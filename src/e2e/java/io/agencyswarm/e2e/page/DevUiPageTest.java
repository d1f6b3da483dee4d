package io.agencyswarm.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.agencyswarm.devui.DevProfile;
import io.agencyswarm.e2e.browser.Axe;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.agencyswarm.e2e.browser.Viewport;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page "Agencies" of the Dev UI in a browser. Its menu entry is checked by hand. */
@QuarkusTest
@TestProfile(DevProfile.class)
@BrowserTest
class DevUiPageTest {

    private static final String PAGE = "/q/agency-swarm/";

    @Test
    void page_opened_showsTheAgenciesAndLeadsOn(Page page) {
        page.navigate(PAGE);

        assertThat(page.getByLabel("Agency travel")).containsText("Concierge (entry point)");
        assertThat(page.getByLabel("Agency travel")).containsText("the offline model stands in");
        assertThat(page.getByText("Playground")).hasAttribute("href", "/playground");
        assertThat(page.getByText("Swagger UI")).hasAttribute("href", "/docs");
        checkForEveryone(page);
    }

    @Test
    void runs_openAndEnded_areShownWithTheirSteps(Page page) {
        page.navigate(PAGE);
        page.request()
                .post(
                        "/travel/get_response",
                        RequestOptions.create()
                                .setData(Map.of("message", "How is Rome?", "thread_id", "rome", "background", true)));
        ask(page, "What is the weather in Oslo?");
        ask(page, "---\nfail 500");

        Locator failed = page.locator("details").filter(withText("failed")).first();
        assertThat(failed).isVisible();
        Locator done = page.locator("details")
                .filter(withText("travel › Concierge"))
                .filter(withText("completed"))
                .first();
        done.locator("summary").click();
        assertThat(done.locator("tbody")).containsText("Concierge asks Forecaster");
        assertThat(done.locator("tbody")).containsText("Forecaster uses forecast");
        failed.locator("summary").click();
        assertThat(failed).containsText("the model's server answered 500");
        Locator stored = page.getByLabel("Stored runs").locator("tbody tr");
        assertThat(stored.first()).containsText("travel");
        assertThat(stored.first()).containsText("completed");
        checkForEveryone(page);
        Pictures.take(page, "devui");
    }

    private static void ask(Page page, String message) {
        page.request().post("/travel/get_response", RequestOptions.create().setData(Map.of("message", message)));
    }

    /** In both color schemes, and at the width of a phone, where nothing may overflow. */
    private static void checkForEveryone(Page page) {
        for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            Axe.check(page);
        }
        Viewport.PHONE.applyTo(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .isEqualTo(false);
        Viewport.DESKTOP.applyTo(page);
    }

    private static Locator.FilterOptions withText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
