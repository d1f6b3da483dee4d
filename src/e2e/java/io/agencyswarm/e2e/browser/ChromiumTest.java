package io.agencyswarm.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for the browser. */
@Tag("e2e")
class ChromiumTest {

    @TempDir
    Path directory;

    @Test
    void executable_onPath_isTaken() throws Exception {
        Path browser = Files.createFile(directory.resolve("chromium-browser"));
        assertThat(browser.toFile().setExecutable(true)).isTrue();

        assertThat(Chromium.executable("/nowhere:" + directory)).isEqualTo(browser);
    }

    @Test
    void executable_notOnPath_isAskedFor() {
        assertThatThrownBy(() -> Chromium.executable(directory.toString())).hasMessageContaining("install chromium");
    }
}
