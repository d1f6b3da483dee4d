package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void sweep_directoryWithoutItsProcess_isDeletedWithAllThatIsInIt() throws IOException {
        Path left = directory("-left");
        Files.writeString(left.resolve("0"), "of a user");

        sweep();

        assertThat(left).doesNotExist();
    }

    @Test
    void sweep_directoryInUse_stays() throws IOException {
        try (TempDirectory used = TempDirectory.create(Optional.of(parent))) {
            Path file = Files.createFile(used.path().resolve("0"));

            sweep();

            assertThat(file).exists();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void sweep_whatIsNoDirectoryOfThisKind_stays() throws IOException {
        Path outside = Files.createDirectory(parent.resolve("outside"));
        Files.createFile(outside.resolve("lock"));
        Path link = Files.createSymbolicLink(parent.resolve("agency-swarm-files-link"), outside);
        Path withoutLock = Files.createDirectory(parent.resolve("agency-swarm-files-new"));
        Path file = Files.createFile(parent.resolve("agency-swarm-files-file"));

        sweep();

        assertThat(link).exists();
        assertThat(outside.resolve("lock")).exists();
        assertThat(withoutLock).exists();
        assertThat(file).exists();
    }

    @Test
    void sweep_linksWithinADirectory_areNotFollowed() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside.txt"), "stays");
        Path left = directory("-left");
        Files.createSymbolicLink(left.resolve("link"), outside);
        Files.createSymbolicLink(left.resolve("up"), parent);

        sweep();

        assertThat(left).doesNotExist();
        assertThat(outside).hasContent("stays");
    }

    private void sweep() {
        TempDirectory.sweep(Optional.of(parent));
    }

    private Path directory(String name) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("agency-swarm-files" + name));
        Files.createFile(directory.resolve("lock"));
        return directory;
    }
}
