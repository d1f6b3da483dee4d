package io.agencyswarm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The playground by the names of its buttons and fields. */
record PlaygroundSession(Page page) {

    /** Opens the page and chooses an agency. */
    static PlaygroundSession open(Page page, String agency) {
        page.navigate("/");
        PlaygroundSession playground = new PlaygroundSession(page);
        playground.choose(agency);
        return playground;
    }

    void choose(String agency) {
        page.getByLabel("Agency", new Page.GetByLabelOptions().setExact(true)).selectOption(agency);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Talk to " + agency)))
                .isVisible();
    }

    /** Types a message and sends it with the keyboard. Returns the request. */
    Request send(String message) {
        message().fill(message);
        return page.waitForRequest("**/get_response_stream", () -> message().press("Enter"));
    }

    Locator message() {
        return page.locator("#message");
    }

    /** Returns the last question with its answer. */
    Locator last() {
        return page.locator(".exchange").last();
    }

    /** Waits for the answer's end. */
    void awaitState(String state) {
        assertThat(last()).hasAttribute("data-state", state);
    }

    void press(String button) {
        button(button).click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Returns the conversation with this title in the list. */
    Locator conversation(String title) {
        return page.locator("button.plain", new Page.LocatorOptions().setHasText(title));
    }

    /** Checks the offline model's words for {@code say}: none is missing or repeated. */
    static String words(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    Locator graph() {
        return page.locator("#graph");
    }
}
