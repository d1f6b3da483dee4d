package io.agencyswarm.e2e.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory for the pictures of the browser tests: {@code target/e2e}. */
public final class Evidence {

    public static final Path DIRECTORY = Path.of("target", "e2e");

    private Evidence() {}

    /** Saves the page as a picture and as HTML, in files named by the test. */
    public static void keep(Page page, String test) {
        String name = test.replaceAll("[^\\w.-]+", "_");
        picture(page, DIRECTORY.resolve(name + ".png"));
        write(DIRECTORY.resolve(name + ".html"), page.content());
    }

    /** Saves the window as a picture, without animations. */
    public static void picture(Page page, Path file) {
        page.screenshot(new ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
