package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.testing.LogLines;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instructions in resources and files. */
class TextSourceTest {

    @TempDir
    Path directory;

    @Test
    void instructionsFrom_resource_areItsText() {
        assertThat(agent("prompts/scout.md").instructions(Map.of())).isEqualTo("You find the way.\n");
        assertThat(Agency.named("a")
                        .entryPoints(agent("prompts/scout.md"))
                        .sharedInstructionsFrom("prompts/scout.md")
                        .build()
                        .sharedInstructions())
                .isEqualTo("You find the way.\n");
    }

    @Test
    void instructionsFrom_fileThatChanges_areReadAgain() throws IOException {
        Path file = write("Be kind.");
        Agent agent = agent(file.toString());
        assertThat(agent.instructions(Map.of())).isEqualTo("Be kind.");

        // Of the same length, so that only the modification time differs.
        write("Be nice.");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(agent.instructions(Map.of())).isEqualTo("Be nice.");
    }

    @Test
    void instructionsFrom_fileThatIsGoneLater_stayAsTheyWere() throws IOException {
        Path file = write("Be kind.");
        Agent agent = agent(file.toString());
        Files.delete(file);

        try (LogLines log = new LogLines()) {
            for (int turn = 0; turn < 3; turn++) {
                assertThat(agent.instructions(Map.of())).isEqualTo("Be kind.");
            }
            assertThat(log.lines())
                    .as("once a minute")
                    .singleElement()
                    .asString()
                    .contains(file.toString());
        }
    }

    @Test
    void instructionsFrom_nothingThere_saysWhereItLooked() {
        assertThatThrownBy(() -> agent("prompts/none.md"))
                .isInstanceOf(AgencyException.class)
                .hasMessageContainingAll(
                        "\"prompts/none.md\"",
                        "resource",
                        Path.of("").toAbsolutePath().toString());
    }

    @Test
    void instructionsFrom_bytesThatAreNotUtf8_areRefused() throws IOException {
        Path file = directory.resolve("latin.md");
        Files.write(file, new byte[] {(byte) 0xE4});

        assertThatThrownBy(() -> agent(file.toString()))
                .isInstanceOf(AgencyException.class)
                .hasMessageContainingAll("latin.md", "UTF-8");
    }

    @Test
    void instructionsFrom_resourceInAJarThatIsNotUtf8_isRefused() throws IOException {
        Path jar = directory.resolve("prompts.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("latin.md"));
            out.write(0xE4);
            out.putNextEntry(new JarEntry("good.md"));
            out.write("Grüezi".getBytes(StandardCharsets.UTF_8));
        }
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, own)) {
            thread.setContextClassLoader(loader);

            assertThat(agent("good.md").instructions(Map.of())).isEqualTo("Grüezi");
            assertThatThrownBy(() -> agent("latin.md"))
                    .isInstanceOf(AgencyException.class)
                    .hasMessageContainingAll("latin.md", "UTF-8");
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("prompt.md"), text);
    }

    private static Agent agent(String place) {
        return Agent.named("Scout").model("gpt-4o").instructionsFrom(place).build();
    }
}
