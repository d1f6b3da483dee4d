package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.PlatformThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Files that change while they are copied. */
@Execution(ExecutionMode.CONCURRENT)
class LocalRaceTest {

    private static final int ROUNDS = 4_000;

    @TempDir
    private Path root;

    private Path ok;

    @BeforeEach
    void lay() throws IOException {
        root = root.toRealPath();
        ok = Files.createDirectories(root.resolve("ok/sub")).getParent();
        Files.writeString(ok.resolve("sub/note.txt"), "inside");
        Files.createDirectories(root.resolve("outside"));
        Files.writeString(root.resolve("outside/note.txt"), "outside");
    }

    @Test
    void copy_directoryIsSwappedForALinkAllTheTime_neverLeavesTheAllowedDirectory() throws Exception {
        assertThat(copiesWhileSwapping(ok.resolve("sub"), root.resolve("outside")))
                .contains("inside")
                .doesNotContain("outside");
    }

    @Test
    void copy_fileIsSwappedForALinkAllTheTime_neverLeavesTheAllowedDirectory() throws Exception {
        assertThat(copiesWhileSwapping(ok.resolve("sub/note.txt"), root.resolve("outside/note.txt")))
                .contains("inside")
                .doesNotContain("outside");
    }

    @Test
    void copy_fileGrowsWhileItIsCopied_stopsAtTheLimit() throws Exception {
        long limit = 64L << 20;
        Path growing = ok.resolve("growing.txt");
        Path copy = Files.createFile(root.resolve("copy"));
        try (RandomAccessFile file = new RandomAccessFile(growing.toFile(), "rw")) {
            file.setLength(limit - 1);
            Future<?> growth = started(() -> {
                while (Files.size(copy) == 0) {
                    Thread.onSpinWait();
                }
                file.setLength(1L << 40);
            });

            assertThatThrownBy(() -> copy(growing, copy, limit))
                    .isInstanceOf(AgencyException.class)
                    .hasMessageContaining("larger than " + limit + " bytes");
            growth.get();
        }
        assertThat(Files.size(copy)).isLessThanOrEqualTo(limit);
    }

    @Test
    void call_openingHangsForever_endsAtTheDeadline() throws Exception {
        Path pipe = ok.resolve("pipe");
        LocalFilesTest.makePipe(pipe);
        PlatformThreads threads = new PlatformThreads();

        assertThatThrownBy(() -> threads.call(
                        () -> {
                            try (InputStream in = Files.newInputStream(pipe)) {
                                return in.read();
                            }
                        },
                        Deadline.in(Duration.ofMillis(100))))
                .isInstanceOf(TimeoutException.class);

        // Releases the blocked thread.
        new RandomAccessFile(pipe.toFile(), "rw").close();
        threads.close();
    }

    private Set<String> copiesWhileSwapping(Path victim, Path target) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Path aside = victim.resolveSibling("aside");
        Future<?> swapping = started(() -> {
            while (!over.get()) {
                Files.move(victim, aside);
                Files.createSymbolicLink(victim, target);
                Files.delete(victim);
                Files.move(aside, victim);
            }
        });
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ROUNDS; i++) {
            seen.add(attempt());
        }
        over.set(true);
        swapping.get();
        return seen;
    }

    private String attempt() throws IOException {
        Path copy = Files.createTempFile(root, "copy", "");
        try {
            copy(ok.resolve("sub/note.txt"), copy, Settings.MAX_BYTES);
            return Files.readString(copy);
        } catch (AgencyException | IOException _) {
            return "refused";
        } finally {
            Files.delete(copy);
        }
    }

    private void copy(Path source, Path target, long limit) throws IOException {
        LocalFiles files =
                new LocalFiles(new AllowedDirectories(Settings.closed().dirs(ok)));
        List<Attachment> attachments = Attachment.all(Map.of("a.txt", source.toString()), 1);
        try (AttachmentWriter writer = new AttachmentWriter(
                attachments.getFirst(), target, new AttachmentWriter.SizeLimit(limit, "max-bytes"), _ -> true)) {
            files.copy(attachments.getFirst(), source, writer);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Future<?> started(Work work) {
        FutureTask<?> task = new FutureTask<>(() -> {
            work.run();
            return true;
        });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }
}
