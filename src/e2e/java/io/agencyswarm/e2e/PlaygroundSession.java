package io.agencyswarm.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The playground as its user has it: by the names of its buttons and fields. */
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

    /** Writes a message and sends it by the keyboard; returns what was asked of the service. */
    Request send(String message) {
        message().fill(message);
        return page.waitForRequest("**/get_response_stream", () -> message().press("Enter"));
    }

    Locator message() {
        return page.locator("#message");
    }

    /** The last question with its answer. */
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

    /** The entry of the list of conversations with this title. */
    Locator conversation(String title) {
        return page.locator("button.plain", new Page.LocatorOptions().setHasText(title));
    }

    /** The offline model's words for {@code say}: nothing lost, nothing twice. */
    static String words(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    Locator graph() {
        return page.locator("#graph");
    }
}
