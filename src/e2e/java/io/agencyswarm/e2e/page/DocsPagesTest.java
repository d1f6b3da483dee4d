package io.agencyswarm.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.browser.Pictures;
import io.agencyswarm.e2e.browser.Tolerates;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The pages about the API in a browser. */
@QuarkusTest
@BrowserTest
class DocsPagesTest {

    @Test
    void swagger_opened_showsTheAgenciesOperations(Page page) {
        page.navigate("/docs");

        assertThat(page.locator(".opblock-summary-path[data-path='/travel/get_response']"))
                .isVisible();
        assertThat(page.locator(".opblock-summary-path[data-path='/helpdesk/get_response_stream']"))
                .isVisible();
        Pictures.take(page, "docs");
    }

    /** ReDoc requests its vendor's logo, which the page's policy forbids, and works without it. */
    @Test
    @Tolerates("https://cdn.redoc.ly/redoc/logo-mini.svg")
    void redoc_opened_showsTheAgenciesOperations(Page page) {
        page.navigate("/redoc");

        assertThat(page.locator("[id='tag/travel/operation/travel_get_response']"))
                .isVisible();
        assertThat(page.locator("[id='tag/helpdesk/operation/helpdesk_get_response_stream']"))
                .isVisible();
        Pictures.take(page, "redoc");
    }
}
