package io.agencyswarm.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The installed browser, started once for all tests. Nothing is downloaded, and it can connect to this host only. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser on PATH. */
    static Chromium start() {
        Path executable = executable();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(playwright, playwright.chromium().launch(options(executable)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** Returns the browser, in which each test opens a separate context. */
    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }

    /** Returns the browser on PATH; fails with a sentence if there is none. */
    static Path executable() {
        return executable(System.getenv("PATH"));
    }

    /** Returns the browser in the directories of {@code path}, which has the format of PATH. */
    static Path executable(String path) {
        for (String name : NAMES) {
            for (String directory : path.split(Pattern.quote(File.pathSeparator))) {
                Path file = Path.of(directory, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        throw new IllegalStateException("The end-to-end tests need Chromium, but none of " + String.join(", ", NAMES)
                + " is on PATH: install chromium (on Debian: apt-get install chromium).");
    }

    private static LaunchOptions options(Path executable) {
        // Chromium's sandbox does not work for root, the user in most containers.
        boolean root = "root".equals(System.getProperty("user.name"));
        return new LaunchOptions()
                .setExecutablePath(executable)
                .setChromiumSandbox(!root)
                .setArgs(List.of(
                        "--no-proxy-server",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"));
    }
}
