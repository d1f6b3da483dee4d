package io.agencyswarm.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.agencyswarm.e2e.Shell;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.e2e.playground.PlaygroundOpenProfile;
import io.agencyswarm.e2e.playground.PlaygroundSession;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first five minutes of the README: its code, requests and commands. */
@QuarkusTest
@TestProfile(PlaygroundOpenProfile.class)
@BrowserTest
class ReadmeStartTest {

    private static final Pattern MESSAGE = Pattern.compile("Choose it and send\n\n```\n(.*?)\n```");
    private static final Pattern CURL = Pattern.compile("^curl .*localhost:8000.*$", Pattern.MULTILINE);

    @TestHTTPResource
    URI base;

    /** This profile's build compiles the class into the application under test. */
    @Test
    void bakery_ofTheReadme_answersTheMessageOfTheReadme(Page page) throws IOException {
        PlaygroundSession playground = PlaygroundSession.open(page, "bakery");

        playground.send(
                MESSAGE.matcher(readme()).results().findFirst().orElseThrow().group(1));

        playground.awaitState("done");
        assertThat(playground.last().locator(".markdown").last()).containsText("2.7 euros");
        Locator card = playground.last().locator("details.call");
        card.locator("summary").click();
        assertThat(card).containsText("\"rolls\": 6");
        assertThat(card).containsText("2.7 euros");
    }

    @Test
    void commands_ofTheReadme_areAnswered() throws IOException {
        List<String> commands =
                CURL.matcher(readme()).results().map(MatchResult::group).toList();

        List<String> answers = commands.stream()
                .map(command -> Shell.run(command.replace("localhost:8000", base.getAuthority()), Map.of()))
                .toList();

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).contains("The Forecaster says: Oslo today");
        assertThat(answers.get(1))
                .contains("event: messages")
                .contains("I looked it up")
                .endsWith("data: [DONE]\n\n");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
