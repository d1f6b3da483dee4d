package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Local files: which are copied, which are rejected, and the messages. */
class LocalFilesTest {

    private static final String NOT_THERE = "in the service's allowed directories";

    @TempDir
    private Path root;

    private Path ok;
    private Service service;

    @BeforeEach
    void lay() throws IOException {
        root = root.toRealPath();
        ok = Files.createDirectories(root.resolve("ok/sub")).getParent();
        Files.writeString(ok.resolve("note.txt"), "inside");
        Files.writeString(ok.resolve("sub/deep note.txt"), "deep");
        Files.createDirectories(root.resolve("okay"));
        Files.writeString(root.resolve("okay/note.txt"), "beside");
        Files.writeString(root.resolve("secret.txt"), "secret");
        service = new Service(Settings.closed().dirs(ok));
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    @Test
    void attach_pathInside_isSent() throws InterruptedException {
        assertThat(service.content("a.txt", ok + "/note.txt")).isEqualTo("inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://", "file://localhost", "FILE://LocalHost", "file:"})
    void attach_fileUrlInside_isSent(String start) throws InterruptedException {
        assertThat(service.content("a.txt", start + ok + "/sub/deep%20note.txt"))
                .isEqualTo("deep");
    }

    @Test
    void attach_pathThatComesBackInside_isSent() throws InterruptedException {
        assertThat(service.content("a.txt", ok + "/sub/../note.txt")).isEqualTo("inside");
    }

    @Test
    void attach_linksThatStayInside_areFollowed() throws IOException, InterruptedException {
        Files.createSymbolicLink(ok.resolve("link.txt"), Path.of("note.txt"));
        Files.createSymbolicLink(ok.resolve("way"), ok.resolve("sub"));

        assertThat(service.content("a.txt", ok + "/link.txt")).isEqualTo("inside");
        assertThat(service.content("b.txt", ok + "/way/deep note.txt")).isEqualTo("deep");
    }

    @Test
    void attach_allowedDirectoryIsALink_isSent() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(root.resolve("link"), ok);
        try (Service linked = new Service(Settings.closed().dirs(root.resolve("gone"), link))) {
            assertThat(linked.content("a.txt", link + "/note.txt")).isEqualTo("inside");
            assertThat(linked.content("b.txt", ok + "/note.txt")).isEqualTo("inside");
        }
    }

    @Test
    void attach_allowedDirectoryIsRelative_isThatOfTheWorkingDirectory() throws IOException, InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        try (Service relative = new Service(Settings.closed().dirs(here.relativize(ok)))) {
            assertThat(relative.content("a.txt", ok + "/note.txt")).isEqualTo("inside");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROOT/secret.txt",
                "OK/../secret.txt",
                "OK/sub/../../secret.txt",
                "ROOT/okay/note.txt",
                "OK/gone.txt",
                "OK/gone/note.txt",
                "OK/note.txt/note.txt",
                "ROOT/gone.txt",
                "/etc/passwd",
                "//etc/passwd",
                "/dev/zero",
                "/dev/stdin",
                "/dev/fd/0",
                "/proc/self/environ",
                "/proc/self/root/etc/passwd",
                "/sys/kernel/notes",
                "file:///etc/passwd",
                "file://OK/%2e%2e/secret.txt",
                "file://OK/..%2e/secret.txt",
                "file://localhost/etc/passwd",
            })
    void attach_outsideOrMissing_isRefusedWithTheSameSentence(String template) {
        String source = placed(template);

        assertThat(service.refusal("a.txt", source))
                .startsWith("The file \"a.txt\" can't be attached: there is no file \"")
                .contains(NOT_THERE)
                .doesNotContain("secret\"", "Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "note.txt, neither a URL nor an absolute path",
        "./note.txt, neither a URL nor an absolute path",
        "../secret.txt, neither a URL nor an absolute path",
        "~/note.txt, neither a URL nor an absolute path",
        "'', neither a URL nor an absolute path",
        "' /etc/passwd', neither a URL nor an absolute path",
        "C:\\Windows\\win.ini, but only http://",
        "C:/Windows/win.ini, but only http://",
        "\\\\server\\share\\a.txt, neither a URL nor an absolute path",
        "gopher://127.0.0.1/a.txt, but only http://",
        "ftp://127.0.0.1/a.txt, but only http://",
        "jar:file:///a.jar!/a.txt, but only http://",
        "'data:text/plain,hello', but only http://",
        "javascript:alert(1), but only http://",
        "unix:/var/run/docker.sock, but only http://",
        "file://otherhost/etc/passwd, is not a valid file URL",
        "file://otherhostOK/note.txt, is not a valid file URL",
        "file://127.0.0.1/etc/passwd, is not a valid file URL",
        "file:OK, there is no file",
        "file:note.txt, is not a valid file URL",
        "file:, is not a valid file URL",
        "file://, is not a valid file URL",
        "file://OK%2fnote.txt, is not a valid file URL",
        "file://OK/..%2Fsecret.txt, is not a valid file URL",
        "file://OK/note.txt%00.png, is not a valid file URL",
        "file://OK/note.txt?x=1, is not a valid file URL",
        "file://OK/note.txt#x, is not a valid file URL",
        "file://OK/deep note.txt, is not a valid file URL",
        "file://user@localhostOK/note.txt, is not a valid file URL",
    })
    void attach_sourceOfAnotherForm_isRefused(String template, String sentence) {
        Path relative = Path.of(placed("OK"));
        String source = template.equals("file:OK") ? "file:" + relative + "/gone.txt" : placed(template);

        assertThat(service.refusal("a.txt", source)).contains(sentence);
    }

    @Test
    void attach_pathWithNul_isRefused() {
        assertThat(service.refusal("a.txt", ok + "/note.txt\0.png")).contains("is not a valid path on this system");
    }

    @Test
    void attach_linkOutOfTheDirectory_isRefusedWithoutItsTarget() throws IOException {
        Files.createSymbolicLink(ok.resolve("out.txt"), root.resolve("secret.txt"));
        Files.createSymbolicLink(ok.resolve("relative.txt"), Path.of("../secret.txt"));
        Files.createSymbolicLink(ok.resolve("dangling.txt"), root.resolve("gone-secret.txt"));
        Files.createSymbolicLink(ok.resolve("loop.txt"), ok.resolve("loop.txt"));
        Files.createSymbolicLink(ok.resolve("of-the-system.txt"), Path.of("/proc/self/environ"));
        Files.createSymbolicLink(ok.resolve("endless.txt"), Path.of("/dev/zero"));

        for (String name :
                Set.of("out.txt", "relative.txt", "dangling.txt", "loop.txt", "of-the-system.txt", "endless.txt")) {
            assertThat(service.refusal("a.txt", ok + "/" + name))
                    .contains("there is no file \"" + ok + "/" + name + "\" " + NOT_THERE)
                    .doesNotContain("secret", "/proc", "/dev");
        }
    }

    @Test
    void attach_linkInAMiddleComponent_isRefused() throws IOException {
        Files.createSymbolicLink(ok.resolve("up"), root);

        assertThat(service.refusal("a.txt", ok + "/up/secret.txt")).contains(NOT_THERE);
        assertThat(service.refusal("a.txt", ok + "/up/ok/../secret.txt")).contains(NOT_THERE);
    }

    @Test
    void attach_directory_isRefused() {
        assertThat(service.refusal("a.txt", ok + "/sub")).contains("is not a regular file");
        assertThat(service.refusal("a.txt", ok.toString())).contains("is not a regular file");
        assertThat(service.refusal("a.txt", "file://" + ok + "/sub/")).contains("is not a regular file");
    }

    @Test
    void attach_pipe_isRefusedWithoutWaitingForAWriter() throws IOException, InterruptedException {
        makePipe(ok.resolve("pipe.txt"));

        assertThat(service.refusal("a.txt", ok + "/pipe.txt")).contains("is not a regular file");
        assertThat(service.refusal("a.txt", ok + "/pipe.txt/note.txt")).contains(NOT_THERE);
    }

    @Test
    void attach_everythingAllowed_leavesOutWhatTheSystemShowsOfItself() throws IOException {
        try (Service open = new Service(Settings.closed().dirs(Path.of("/")))) {
            for (String source : Set.of(
                    "/proc/self/environ", "/proc/cpuinfo", "/dev/zero", "/dev/stdin", "/dev/null", "/sys/kernel")) {
                assertThat(open.refusal("a.txt", source)).contains(NOT_THERE);
            }
        }
    }

    @Test
    void attach_tooLarge_isRefusedBeforeItIsRead() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(ok.resolve("huge.txt").toFile(), "rw")) {
            huge.setLength(1L << 40);
        }

        assertThat(service.refusal("a.txt", ok + "/huge.txt"))
                .contains("larger than " + Settings.MAX_BYTES + " bytes (agency-swarm.files.max-bytes)");
    }

    @Test
    void attach_exactlyAsLargeAsAllowed_isSent() throws IOException, InterruptedException {
        Files.writeString(ok.resolve("full.txt"), "x".repeat((int) Settings.MAX_BYTES));

        assertThat(service.content("a.txt", ok + "/full.txt")).hasSize((int) Settings.MAX_BYTES);
    }

    @Test
    void attach_unreadable_isRefused() throws IOException {
        Path closed = Files.writeString(ok.resolve("closed.txt"), "x");
        Files.setPosixFilePermissions(closed, Set.of());
        assumeFalse(Files.isReadable(closed), "root may read everything");

        assertThat(service.refusal("a.txt", closed.toString())).contains("no permission to read");
    }

    @Test
    void attach_noDirectoryAllowed_isRefused() throws IOException {
        try (Service closed = new Service(Settings.closed())) {
            assertThat(closed.refusal("a.txt", ok + "/note.txt")).contains(NOT_THERE);
        }
    }

    @Test
    void attach_allAllowedDirectoriesMissing_isRefused() throws IOException {
        try (Service failure = new Service(Settings.closed().dirs(root.resolve("gone")))) {
            assertThat(failure.refusal("a.txt", ok + "/note.txt")).contains(NOT_THERE);
        }
    }

    @Test
    void attach_anAllowedDirectoryIsAFile_isAFaultWhichNamesNoPath() throws IOException {
        try (Service wrong = new Service(Settings.closed().dirs(ok, root.resolve("secret.txt")))) {
            assertThat(wrong.refusal("a.txt", ok + "/note.txt"))
                    .contains("agency-swarm.files.allowed-local-dirs")
                    .contains("is not a directory")
                    .doesNotContain("secret");
        }
    }

    private String placed(String template) {
        return template.replace("ROOT", root.toString()).replace("OK", ok.toString());
    }

    static void makePipe(Path path) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }
}
