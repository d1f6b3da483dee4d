package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a message. */
class AttachmentUploaderTest {

    @TempDir
    private Path ok;

    private Service service;

    @BeforeEach
    void lay() throws IOException {
        Files.writeString(ok.resolve("note.txt"), "text");
        Files.writeString(ok.resolve("plain"), "plain");
        Files.writeString(ok.resolve("REPORT.PDF"), "pdf");
        Files.writeString(ok.resolve("x.exe"), "exe");
        service = new Service(Settings.closed().dirs(ok).hosts("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    @Test
    void attach_filesOfEachKind_goWhereTheyBelong() throws IOException, InterruptedException {
        try (FileTestServer server = new FileTestServer().text("/pic", "png")) {
            Map<String, String> named = new LinkedHashMap<>();
            named.put("z.csv", ok + "/note.txt");
            named.put("pic.PNG", server.url("/pic"));
            named.put("report", "file://" + ok + "/REPORT.PDF");
            named.put("a.py", ok + "/note.txt");

            UploadedFiles attached = service.attach(named);

            assertThat(attached.fileIds().keySet()).containsExactly("z.csv", "pic.PNG", "report", "a.py");
            assertThat(attached.parts())
                    .containsExactly(
                            Json.object()
                                    .put("type", "input_image")
                                    .put("file_id", attached.fileIds().get("pic.PNG"))
                                    .put("detail", "auto"),
                            Json.object()
                                    .put("type", "input_file")
                                    .put("file_id", attached.fileIds().get("report")));
            assertThat(attached.codeFiles())
                    .containsExactly(
                            attached.fileIds().get("z.csv"), attached.fileIds().get("a.py"));
            assertThat(attached.note())
                    .isEqualTo("The uploaded file(s) z.csv, a.py are available through the code_interpreter tool."
                            + " Use that tool to inspect their contents before answering.");
            assertThat(attached.system().role()).isEqualTo("system");
            assertThat(attached.system().text()).endsWith(Json.text(Json.tree(named)));
            assertThat(service.uploads())
                    .isEqualTo(Map.of("z.csv", "text", "pic.PNG", "png", "report", "pdf", "a.py", "text"));
        }
    }

    @Test
    void attach_nothingForCode_hasNoNote() throws InterruptedException {
        assertThat(service.attach(Map.of("a.pdf", ok + "/REPORT.PDF")).note()).isNull();
    }

    @Test
    void attach_oneFault_sendsNothing() {
        Map<String, String> named = new LinkedHashMap<>();
        IntStream.range(0, 10).forEach(i -> named.put(i + ".txt", ok + "/note.txt"));
        named.put("gone.txt", ok + "/gone.txt");

        assertThat(service.refusal(named)).startsWith("The file \"gone.txt\" can't be attached: ");
    }

    @Test
    void attach_oneFault_doesNotWaitForTheOthers() throws IOException, InterruptedException {
        try (RawTestServer silent = new RawTestServer((self, _) -> self.clientGoesWithin(60_000))) {
            FutureTask<String> refusal = new FutureTask<>(
                    () -> service.refusal(Map.of("silent.txt", silent.url("/"), "gone.txt", ok + "/gone.txt")));
            Thread.ofVirtual().start(refusal);

            assertThat(refusal).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void attach_tooManyFiles_isRefused() {
        Map<String, String> named = new LinkedHashMap<>();
        IntStream.range(0, 21).forEach(i -> named.put(i + ".txt", ok + "/note.txt"));

        assertThat(service.refusal(named))
                .isEqualTo("21 files are attached, but a message may have 20 at most"
                        + " (agency-swarm.files.max-files); attach fewer.");
    }

    @ParameterizedTest
    @CsvSource({
        "x.exe, note.txt, 'its extension \"exe\" is not supported; supported are: c, cpp, cs, css, csv, '",
        "note.txt.exe, note.txt, 'its extension \"exe\" is not supported'",
        "note.txt , note.txt, ",
        "plain, plain, neither its name nor its source has an extension",
        ".txt, plain, neither its name nor its source has an extension",
        "plain., plain, neither its name nor its source has an extension",
        "plain, x.exe, 'its extension \"exe\" is not supported'",
        "x.svg, note.txt, 'its extension \"svg\" is not supported'",
    })
    void attach_extension_isThatOfTheNameElseOfTheSource(String name, String file, String sentence)
            throws InterruptedException {
        if (sentence == null) {
            assertThat(service.content(name, ok + "/" + file)).isEqualTo("text");
        } else {
            assertThat(service.refusal(name, ok + "/" + file)).contains(sentence);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pdf", "jpeg", "jpg", "gif", "png", "c", "cs", "cpp", "csv", "html", "java", "json", "php", "py", "rb",
                "css", "js", "sh", "ts", "pkl", "tar", "xlsx", "xml", "zip", "doc", "docx", "md", "pptx", "tex", "txt"
            })
    void attach_supportedExtension_isSent(String extension) throws InterruptedException {
        assertThat(service.content("a." + extension, ok + "/note.txt")).isEqualTo("text");
    }

    @Test
    void attach_nameThatIsNone_isRefused() {
        String source = ok + "/note.txt";

        assertThat(service.refusal("", source)).contains("its name is empty");
        assertThat(service.refusal("  ", source)).contains("its name is empty");
        assertThat(service.refusal("x".repeat(252) + ".txt", source)).contains("more than 255 characters");
        for (String name : List.of(
                "a/b.txt",
                "../b.txt",
                "a\\b.txt",
                "a\0.txt",
                "a\r\nX: y.txt",
                "a\u007f.txt",
                "a\u0085.txt",
                "..",
                ".")) {
            assertThat(service.refusal(name, source))
                    .contains("its name is not a plain file name")
                    .doesNotContain("\0", "\n", "\r");
        }
    }

    @Test
    void attach_callerIsInterrupted_stopsAtOnceAndLeavesNothing() throws Exception {
        try (RawTestServer silent = new RawTestServer((self, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello".getBytes(StandardCharsets.ISO_8859_1));
            self.clientGoesWithin(60_000);
        })) {
            FutureTask<Boolean> attaching = new FutureTask<>(() -> {
                assertThatThrownBy(() -> service.attach(Map.of("a.txt", silent.url("/"), "b.txt", ok + "/note.txt")))
                        .isInstanceOf(InterruptedException.class);
                return true;
            });
            Thread caller = Thread.ofVirtual().start(attaching);
            silent.awaitRequest();

            caller.interrupt();

            assertThat(attaching).succeedsWithin(Duration.ofSeconds(5));
            assertThat(silent.clientGoesWithin(5_000)).isTrue();
            assertThat(service.temporary()).isEmpty();
            assertThat(service.uploads()).isEmpty();
        }
    }

    @Test
    void attach_moreThanThereIsRoomFor_isRefusedAndTheRoomComesBack() throws IOException, InterruptedException {
        Files.writeString(ok.resolve("half.txt"), "x".repeat(60_000));
        String half = ok + "/half.txt";
        try (Service small = new Service(Settings.closed().dirs(ok).room(100_000))) {
            for (int i = 0; i < 3; i++) {
                assertThat(small.refusal(Map.of("a.txt", half, "b.txt", half)))
                        .contains(
                                "other files that the service processes now",
                                "agency-swarm.files.max-total-bytes",
                                "try again later");
            }
            Files.writeString(ok.resolve("large.txt"), "x".repeat(100_001));
            assertThat(small.refusal("large.txt", ok + "/large.txt"))
                    .contains("larger than 100000 bytes (agency-swarm.files.max-total-bytes)");
            assertThat(small.content("a.txt", half)).hasSize(60_000);
            assertThat(small.content("b.txt", half)).hasSize(60_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http"})
    void attach_emptyFile_isAttached(String where) throws IOException, InterruptedException {
        Files.writeString(ok.resolve("empty.txt"), "");
        try (FileTestServer server = new FileTestServer().text("/empty.txt", "")) {
            String source = where.isEmpty() ? ok + "/empty.txt" : server.url("/empty.txt");

            assertThat(service.content("empty.txt", source)).isEmpty();
        }
    }
}
