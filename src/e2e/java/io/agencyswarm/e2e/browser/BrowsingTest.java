package io.agencyswarm.e2e.browser;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The harness fails a test if its page does something forbidden, and only then. */
@Tag("e2e")
class BrowsingTest {

    private static final Path LEFT_PAGE = Evidence.DIRECTORY.resolve("Visits.looks._error.html");
    private static final Path LEFT_PICTURE = Evidence.DIRECTORY.resolve("Visits.looks._error.png");

    /** The outcome of each test of {@link Visits}, by its display name. */
    private static Map<String, TestExecutionResult> results;

    /** The tests whose outcome is checked; surefire ignores nested classes. */
    static class Visits {

        private static TestSite site;

        @RegisterExtension
        static final Browsing BROWSING = new Browsing(() -> site.home());

        @ParameterizedTest(name = "{0}", quoteTextArguments = false)
        @ValueSource(strings = {"/fine", "/error", "/missing", "/exception", "/rejection", "/stranger", "/forbidden"})
        void looks(String path, Page page) {
            page.navigate(path);
        }

        /** Playwright reports a socket when it is connected or closed. */
        @ParameterizedTest(name = "{0}", quoteTextArguments = false)
        @ValueSource(strings = "/socket")
        void waitsForTheSocket(String path, Page page) {
            page.navigate(path);
            page.waitForFunction("document.title === 'over'");
        }

        @ParameterizedTest(name = "tolerant at {0}", quoteTextArguments = false)
        @ValueSource(strings = {"/stranger", "/error"})
        @Tolerates("http://stranger.example/pixel.gif")
        void tolerates(String path, Page page) {
            page.navigate(path);
        }

        @ParameterizedTest(name = "everyone at {0}", quoteTextArguments = false)
        @ValueSource(strings = {"/fine", "/unnamed"})
        void looksForEveryone(String path, Page page) {
            page.navigate(path);
            Axe.check(page);
        }

        @ParameterizedTest(name = "pictures of {0}", quoteTextArguments = false)
        @ValueSource(strings = "/fine")
        void takesPictures(String path, Page page) {
            page.navigate(path);
            Pictures.take(page, "harness");
            assertThat(page.viewportSize().width).isEqualTo(1280);
        }
    }

    @BeforeAll
    static void visit() throws Exception {
        Chromium.executable();
        Files.deleteIfExists(LEFT_PAGE);
        Files.deleteIfExists(LEFT_PICTURE);
        try (TestSite site = TestSite.start()) {
            Visits.site = site;
            results =
                    EngineTestKit.engine("junit-jupiter")
                            .selectors(selectClass(Visits.class))
                            .execute()
                            .testEvents()
                            .finished()
                            .stream()
                            .collect(toMap(
                                    event -> event.getTestDescriptor().getDisplayName(),
                                    event -> event.getRequiredPayload(TestExecutionResult.class)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/error,     console error: the page is sorry",
        "/missing,   /not-there.js",
        "/exception, nobody catches this",
        "/rejection, nobody awaits this",
        "/stranger,  request to another host: http://stranger.example/pixel.gif",
        "/socket,    request to another host: ws://stranger.example/socket",
        "/forbidden, Content Security Policy",
        "tolerant at /error, console error: the page is sorry",
    })
    void page_thatMisbehaves_failsTheTest(String visit, String reason) {
        assertThat(results.get(visit).getThrowable())
                .hasValueSatisfying(failure ->
                        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fine", "everyone at /fine", "pictures of /fine", "tolerant at /stranger"})
    void page_behaves_passesTest(String visit) {
        assertThat(results.get(visit)).isEqualTo(TestExecutionResult.successful());
    }

    @Test
    void page_shutsPeopleOut_failsTest() {
        assertThat(results.get("everyone at /unnamed").getThrowable())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .hasMessageContaining("label (critical): Form elements must have labels")
                        .hasMessageContaining("at [input]: <input type=\"text\">"));
    }

    @Test
    void test_thatFailed_leavesItsPage() {
        assertThat(LEFT_PAGE).content().contains("the page is sorry");
        assertThat(LEFT_PICTURE).isNotEmptyFile();
        assertThat(Evidence.DIRECTORY.resolve("Visits.looks._fine.png")).doesNotExist();
    }

    @Test
    void pictures_ofAPage_areOfEachSizeAndScheme() {
        assertThat(List.of("desktop-light", "desktop-dark", "phone-light", "phone-dark"))
                .allSatisfy(look -> assertThat(Evidence.DIRECTORY.resolve("pictures/harness-" + look + ".png"))
                        .isNotEmptyFile());
    }
}
