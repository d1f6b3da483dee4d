package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.agencyswarm.e2e.browser.Viewport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The playground by the names of its buttons and fields. */
public record PlaygroundSession(Page page) {

    /** Opens the page and chooses an agency. */
    public static PlaygroundSession open(Page page, String agency) {
        page.navigate("/");
        PlaygroundSession playground = new PlaygroundSession(page);
        playground.choose(agency);
        return playground;
    }

    /** Opens the page in a second tab of the same browser. */
    public PlaygroundSession inAnotherTab() {
        Page other = page.context().newPage();
        Viewport.DESKTOP.applyTo(other);
        other.navigate("/");
        return new PlaygroundSession(other);
    }

    public void choose(String agency) {
        page.getByLabel("Agency", new Page.GetByLabelOptions().setExact(true)).selectOption(agency);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Talk to " + agency)))
                .isVisible();
    }

    /** Types a message and sends it with the keyboard. Returns the request. */
    public Request send(String message) {
        message().fill(message);
        return page.waitForRequest("**/get_response_stream", () -> message().press("Enter"));
    }

    public Locator message() {
        return page.locator("#message");
    }

    /** Returns the last question with its answer. */
    public Locator last() {
        return page.locator(".exchange").last();
    }

    /** Waits for the answer's end. */
    public void awaitState(String state) {
        assertThat(last()).hasAttribute("data-state", state);
    }

    public void press(String button) {
        button(button).click();
    }

    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Returns the conversation with this title in the list. */
    public Locator conversation(String title) {
        return page.locator("button.plain", new Page.LocatorOptions().setHasText(title));
    }

    /** Checks the offline model's words for {@code say}: none is missing or repeated. */
    public static String words(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    public Locator graph() {
        return page.locator("#graph");
    }
}
