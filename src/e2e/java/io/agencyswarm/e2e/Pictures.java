package io.agencyswarm.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pictures of a page for people to look at, in {@code target/e2e/pictures}; nothing is compared. */
final class Pictures {

    private Pictures() {}

    /**
     * Takes the page as it is, in each size, light and dark: {@code NAME-desktop-light.png} and so on.
     *
     * @return the files; the page is left as a test begins with it
     */
    static List<Path> take(Page page, String name) {
        List<Path> files = new ArrayList<>();
        for (Viewport viewport : Viewport.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                viewport.of(page);
                page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
                files.add(take(
                        page, (name + "-" + viewport + "-" + scheme).toLowerCase(Locale.ROOT), Evidence.DIRECTORY));
            }
        }
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Viewport.DESKTOP.of(page);
        return files;
    }

    private static Path take(Page page, String name, Path directory) {
        Path file = directory.resolve("pictures").resolve(name + ".png");
        Evidence.picture(page, file);
        return file;
    }
}
