package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.e2e.browser.Evidence;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients and models with every kind of fault, concurrently, for a minute ({@code -Dsoak.seconds=1800} for half an
 * hour): every stream ends properly, and no resources are leaked. The figures are in {@code target/e2e/soak.txt}.
 */
@Packaged
@Timeout(7_200)
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 60));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 8;
    private static final int FORGET_EVERY = 400;
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)");
    private static final Pattern OPEN = Pattern.compile("(?m)^agency_swarm_runs_open\\S* (\\S+)");

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong done = new AtomicLong();
    private final int operators = Program.freePort();

    @TempDir
    Path logs;

    @TempDir
    Path files;

    /** The resources of the idle process. */
    private record Held(long heapBytes, long residentBytes, long files, long threads) {}

    /** Something that a client does. */
    @FunctionalInterface
    private interface Act {
        void run(LoadCaller caller, Random random) throws Exception;
    }

    @Test
    void service_underFaults_endsEveryStreamAndLeavesNothing() throws Exception {
        Map<String, String> settings = Map.of(
                "QUARKUS_MANAGEMENT_PORT",
                String.valueOf(operators),
                "QUARKUS_HTTP_ACCESS_LOG_ENABLED",
                "false",
                "AGENCY_SWARM_FILES_TEMP_DIR",
                files.toString());
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            Pod pod = Pod.start(Program.freePort(), model, logs, settings).awaitReady();
            try (Program program = pod.program()) {
                soak(model, pod, LENGTH.dividedBy(4));
                Held before = settled(model, program);
                soak(model, pod, LENGTH.multipliedBy(3).dividedBy(4));
                Held after = settled(model, program);

                Files.writeString(
                        Evidence.DIRECTORY.resolve("soak.txt"),
                        "%d acts in %s; held before: %s, after: %s%n".formatted(done.get(), LENGTH, before, after));
                assertThat(wrong).isEmpty();
                assertThat(program.count(line -> line.contains(" ERROR ") || line.contains("unexpectedly")))
                        .as("lines of faults")
                        .isZero();
                assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 20);
                assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 10);
                assertThat(after.heapBytes()).as("heap").isLessThan(before.heapBytes() + (24 << 20));
                assertThat(files).isEmptyDirectory();
            }
        }
    }

    private void soak(ScriptedModelServer model, Pod pod, Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(i);
            clients.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end && wrong.size() < 20) {
                    act(pod, random);
                    if (done.incrementAndGet() % FORGET_EVERY == 0) {
                        model.reset();
                    }
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void act(Pod pod, Random random) {
        int chosen = random.nextInt(ACTS.size());
        try {
            ACTS.get(chosen).run(LoadCaller.at(URI.create("http://" + pod.address() + "/")), random);
        } catch (Exception | AssertionError e) {
            wrong.add("act " + chosen + ": " + e);
        }
    }

    private static final List<Act> ACTS = List.of(
            (caller, _) -> expect(200, caller, "{\"message\":\"text Hi\"}"),
            (caller, _) -> expect(200, caller, "{\"message\":\"call nosuch {} ;; text Done\"}"),
            (caller, _) -> expect(422, caller, "{\"message\":"),
            (caller, _) -> expect(422, caller, "{\"message\":7}"),
            (caller, _) -> expect(200, caller, "{\"message\":\"text Hi\",\"file_urls\":{\"a.txt\":\"/etc/passwd\"}}"),
            (caller, _) -> expect(500, caller, "{\"message\":\"drop\"}"),
            (caller, _) -> expect(500, caller, "{\"message\":\"broken\"}"),
            (caller, _) -> whole(caller, "say 50"),
            (caller, _) -> whole(caller, "say 20 every 2ms"),
            (caller, _) -> failed(caller, "drop"),
            (caller, _) -> failed(caller, "broken"),
            (caller, _) -> failed(caller, "fail 400"),
            (caller, random) -> leave(caller, "say 1000 every 2ms", random.nextInt(10)),
            (caller, _) -> leave(caller, "hang", 0),
            (caller, _) -> cancel(caller, "say 2000 every 2ms", "immediate"),
            (caller, _) -> cancel(caller, "say 30 every 2ms", "after_turn"),
            (caller, _) -> cancel(caller, "hang", "immediate"),
            (caller, _) -> assertThat(caller.cancel(UUID.randomUUID().toString(), "immediate")
                            .status())
                    .isEqualTo(404),
            (caller, random) -> halfABody(caller, random),
            SoakIT::readSlowly,
            SoakIT::readNothing);

    private static void expect(int status, LoadCaller caller, String body) throws Exception {
        assertThat(caller.post("/travel/get_response", body).statusCode())
                .as(body)
                .isEqualTo(status);
    }

    private static void whole(LoadCaller caller, String script) throws IOException {
        try (RunStream stream = caller.open(script)) {
            assertThat(stream.rest().whole()).as(script).isTrue();
        }
    }

    private static void failed(LoadCaller caller, String script) throws IOException {
        try (RunStream stream = caller.open(script)) {
            assertThat(stream.rest().endedWithError()).as(script).startsWith("data: {\"error\"");
        }
    }

    private static void leave(LoadCaller caller, String script, int deltas) throws IOException {
        try (RunStream stream = caller.open(script)) {
            for (int i = 0; i < deltas; i++) {
                stream.awaitDelta();
            }
        }
    }

    private static void cancel(LoadCaller caller, String script, String mode) throws Exception {
        try (RunStream stream = caller.open(script)) {
            LoadCaller.Cancelled cancelled = caller.cancel(stream.runId(), mode);
            // Short runs may have ended before they were cancelled.
            assertThat(cancelled.status()).as(cancelled.text()).isIn(200, 404);
            assertThat(stream.rest().whole()).as(script).isTrue();
        }
    }

    private static void halfABody(LoadCaller caller, Random random) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), caller.base().getPort())) {
            String head =
                    "POST /travel/get_response HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: "
                            + caller.headers().get("Authorization") + "\r\nContent-Length: 1000\r\n\r\n{\"message\"";
            int length = random.nextInt(head.length());
            socket.getOutputStream().write(head.substring(0, length).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void readSlowly(LoadCaller caller, Random random) throws IOException, InterruptedException {
        SseClient.Request request = SseClient.to(caller.base().resolve("/travel/get_response_stream"))
                .receiveBuffer(4_096);
        caller.headers().forEach(request::header);
        try (SseClient slow = request.post("{\"message\":\"say 3000\"}")) {
            for (int i = 0; i < 10 && slow.readFrame().isPresent(); i++) {
                Thread.sleep(random.nextInt(100));
            }
        }
    }

    private static void readNothing(LoadCaller caller, Random random) throws IOException, InterruptedException {
        SseClient.Request request = SseClient.to(caller.base().resolve("/travel/get_response_stream"))
                .receiveBuffer(4_096);
        caller.headers().forEach(request::header);
        try (SseClient unread = request.post("{\"message\":\"say 3000\"}")) {
            assertThat(unread.status()).isEqualTo(200);
            Thread.sleep(random.nextInt(200));
        }
    }

    /** Returns the resources after all runs, without garbage. */
    private Held settled(ScriptedModelServer model, Program program) throws Exception {
        model.await(server -> server.stats().open() == 0, PATIENCE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (number(OPEN, metrics()) > 0) {
            assertThat(System.nanoTime()).as("runs stay open").isLessThan(deadline);
            Thread.sleep(50);
        }
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        program.pid() + "",
                        "GC.run")
                .redirectErrorStream(true)
                .start()
                .waitFor();
        Path process = Path.of("/proc", String.valueOf(program.pid()));
        String status = Files.readString(process.resolve("status"));
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new Held(
                    number(HEAP, metrics()),
                    1_024 * number(Pattern.compile("VmRSS:\\s+(\\d+)"), status),
                    open.count(),
                    number(Pattern.compile("Threads:\\s+(\\d+)"), status));
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        double sum = 0;
        while (match.find()) {
            sum += Double.parseDouble(match.group(1));
        }
        return (long) sum;
    }

    private String metrics() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operators + "/q/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
