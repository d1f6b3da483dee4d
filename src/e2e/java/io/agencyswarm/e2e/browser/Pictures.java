package io.agencyswarm.e2e.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pictures of a page for human inspection, in {@code target/e2e/pictures}. They are not compared. */
public final class Pictures {

    private Pictures() {}

    /**
     * Takes pictures of the current page in each size, light and dark: {@code NAME-desktop-light.png} and so on.
     *
     * @return the files; the page has its initial size and scheme afterwards
     */
    public static List<Path> take(Page page, String name) {
        List<Path> files = new ArrayList<>();
        for (Viewport viewport : Viewport.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                viewport.applyTo(page);
                page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
                files.add(take(
                        page, (name + "-" + viewport + "-" + scheme).toLowerCase(Locale.ROOT), Evidence.DIRECTORY));
            }
        }
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Viewport.DESKTOP.applyTo(page);
        return files;
    }

    private static Path take(Page page, String name, Path directory) {
        Path file = directory.resolve("pictures").resolve(name + ".png");
        Evidence.picture(page, file);
        return file;
    }
}
