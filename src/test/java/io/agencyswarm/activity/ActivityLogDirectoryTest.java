package io.agencyswarm.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.run.RunEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityLogDirectoryTest {

    private static final int ROOM = 262_144;

    /** Logging is on. */
    private record Settings(Path dir, long maxBytes, long maxTotalBytes) implements ActivityConfig {

        @Override
        public boolean enabled() {
            return true;
        }
    }

    @TempDir
    private Path dir;

    @Test
    void logs_nobodyFetches_neverTakeMoreThanTheirRoom() throws IOException {
        ActivityLogDirectory logs = new ActivityLogDirectory(new Settings(dir, 4_096, ROOM));
        for (int i = 0; i < 200; i++) {
            logs.open("log-" + i).accept(new RunEvent.RunFailed("x".repeat(500)));
            Files.setLastModifiedTime(dir.resolve("log-" + i + ".jsonl"), FileTime.fromMillis(i * 1_000L));

            assertThat(bytes()).isLessThanOrEqualTo(ROOM);
        }

        assertThat(logs.take("log-199")).isPresent();
        assertThat(logs.take("log-190")).isPresent();
        assertThat(logs.take("log-0")).isEmpty();
    }

    @Test
    void logs_thatAreOpenTogether_neverTakeMoreThanTheirRoom() throws IOException {
        ActivityLogDirectory logs = new ActivityLogDirectory(new Settings(dir, ROOM, ROOM));
        List<ActivityLog> open =
                IntStream.range(0, 8).mapToObj(i -> logs.open("log-" + i)).toList();
        for (int i = 0; i < 1_000; i++) {
            open.get(i % open.size()).accept(new RunEvent.RunFailed("x".repeat(500)));

            assertThat(bytes()).isLessThanOrEqualTo(ROOM);
        }

        assertThat(logs.take("log-7")).isPresent();
    }

    @Test
    void log_largerThanAllLogsMayBe_isNotDeletedWhileItIsWritten() {
        ActivityLogDirectory logs = new ActivityLogDirectory(new Settings(dir, 4_096, 1_024));
        ActivityLog log = logs.open("log");

        log.accept(new RunEvent.RunFailed("first"));
        log.accept(new RunEvent.RunFailed("second"));

        assertThat(logs.take("log"))
                .hasValueSatisfying(entries ->
                        assertThat(entries.findValuesAsText("message")).containsExactly("first", "second"));
    }

    @Test
    void take_lineThatIsCutInsideACharacter_returnsTheOthers() throws IOException {
        ActivityLogDirectory logs = new ActivityLogDirectory(new Settings(dir, 4_096, ROOM));
        logs.open("full").accept(new RunEvent.RunFailed("No"));
        byte[] cut = Arrays.copyOf("{\"message\":\"ä".getBytes(StandardCharsets.UTF_8), 13);
        Files.write(dir.resolve("full.jsonl"), cut, StandardOpenOption.APPEND);

        assertThat(logs.take("full"))
                .hasValueSatisfying(entries -> assertThat(entries).hasSize(1));
    }

    @Test
    void logs_ofAnEarlierProcess_areTidiedUpWithTheFirst() throws IOException {
        Files.writeString(dir.resolve("old.jsonl"), "x".repeat(ROOM));
        Files.writeString(dir.resolve("half.jsonl.taken-1"), "x".repeat(ROOM));
        Files.writeString(dir.resolve("other.txt"), "not ours");

        new ActivityLogDirectory(new Settings(dir, 4_096, ROOM)).open("new").accept(new RunEvent.RunFailed("No"));

        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("new.jsonl", "other.txt");
        }
    }

    @Test
    void log_inADirectoryThatCanNotBeTidied_isWrittenAllTheSame() throws IOException {
        Files.createDirectories(dir.resolve("folder.jsonl/inner"));
        ActivityLogDirectory logs = new ActivityLogDirectory(new Settings(dir, 4_096, ROOM));

        logs.open("new").accept(new RunEvent.RunFailed("No"));

        assertThat(logs.take("new")).isPresent();
        assertThat(dir.resolve("folder.jsonl/inner")).isDirectory();
    }

    @Test
    void file_ofLog_isReadableByOwnerOnly() throws IOException {
        new ActivityLogDirectory(new Settings(dir, 4_096, ROOM)).open("mine").accept(new RunEvent.RunFailed("No"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("mine.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void log_whoseFileIsALink_isNeitherWrittenNorRead() throws IOException {
        Path elsewhere = Files.writeString(dir.resolve("secret.txt"), "{\"a\":1}\n");
        Files.createSymbolicLink(dir.resolve("mine.jsonl"), elsewhere);
        ActivityLogDirectory logs = new ActivityLogDirectory(new Settings(dir, 4_096, ROOM));

        logs.open("mine").accept(new RunEvent.RunFailed("No"));

        assertThat(elsewhere).hasContent("{\"a\":1}");
        assertThat(logs.take("mine")).isEmpty();
        assertThat(elsewhere).exists();
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.mapToLong(file -> ActivityLog.diskBytes(file.toFile().length()))
                    .sum();
        }
    }
}
