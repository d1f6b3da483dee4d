package io.agencyswarm.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agencyswarm.bench.LoadGenerator.Order;
import io.agencyswarm.bench.LoadGenerator.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the packaged application and a bare passthrough, and writes the table. Each figure is the median of rounds
 * in which the two take turns, so that other load on the machine affects both.
 */
final class ServiceBenchmark implements AutoCloseable {

    private static final String STREAM = "/basic/get_response_stream";
    private static final int WORDS = 50;
    private static final int CLIENTS = 16;
    private static final int PACED_CLIENTS = 100;
    private static final double PART_OF_FULL_LOAD = 0.6;

    /** The maximum duration of the warm-up, as a multiple of the measured rounds. */
    private static final int WARM_UPS = 8;

    private static final double STABLE = 0.97;

    /** Longer than the interval in which the JVM gives memory back that the compiler needed. */
    private static final Duration UNTIL_IDLE = Duration.ofSeconds(15);

    /** The number of open files of a process, apart from the two connections of each held stream. */
    private static final int OTHER_FILES = 500;

    private static final Pattern FILES = Pattern.compile("Max open files\\s+\\d+\\s+(\\d+)");

    private final Settings settings;
    private final Report report = new Report();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Program model;
    private final Program generator;
    private final Program passthrough;
    private final Application application;
    private final int modelPort;
    private final int passthroughPort;

    /** A comparison: the same requests, sent to the service and to the passthrough. */
    private record Kind(String name, Order service, Order passthrough, String target) {}

    /** The medians of one of the two programs. */
    private record Figures(double cpuMillis, double aSecond, double p50, double p99) {}

    private record Pair(Figures service, Figures passthrough) {}

    private ServiceBenchmark(Settings settings) throws IOException {
        this.settings = settings;
        this.model = Program.own(settings.output(), ModelServer.class, List.of());
        this.modelPort = Integer.parseInt(model.line());
        this.application = new Application(settings, modelPort);
        this.generator = Program.own(settings.output(), LoadGenerator.class, List.of());
        this.passthrough =
                Program.own(settings.output(), Passthrough.class, application.options(), Integer.toString(modelPort));
        this.passthroughPort = Integer.parseInt(passthrough.line());
    }

    /** Measures, prints the table and writes it to {@code table.md}. */
    static void run(Settings settings) throws IOException, InterruptedException {
        Files.deleteIfExists(settings.output().resolve("application.log"));
        try (ServiceBenchmark benchmark = new ServiceBenchmark(settings)) {
            benchmark.measure();
            benchmark.report.write(settings.output().resolve("table.md"));
        }
    }

    @Override
    public void close() {
        generator.close();
        passthrough.close();
        model.close();
    }

    private void measure() throws IOException, InterruptedException {
        application.train();
        measureStarts();
        try (Program service = application.start(true).program()) {
            Kind stream = stream("a stream of 50 deltas", ModelFormat.RESPONSES, message("say 50"), CLIENTS, "≤ 2 x");
            warmUp(stream, service);
            warmUp(plain(), service);
            Pair plain = measure(plain(), service);
            Pair streams = measure(stream, service);
            String slow = message("say 50 every 10ms");
            measure(stream("the same, a delta every 10 ms", ModelFormat.RESPONSES, slow, PACED_CLIENTS, ""), service);
            String behind = message("say 50", ", \"background\": true");
            measure(stream("the same in the background", ModelFormat.RESPONSES, behind, CLIENTS, ""), service);
            for (ModelFormat format : ModelFormat.values()) {
                if (format != ModelFormat.RESPONSES) {
                    String config = ", \"client_config\": {\"model\": \"" + format.model() + "\"}";
                    measure(
                            stream("the same, " + format.title(), format, message("say 50", config), CLIENTS, ""),
                            service);
                }
            }
            report.add("plain answers a second", plain.service.aSecond, plain.passthrough.aSecond, "");
            report.add("streams of 50 deltas a second", streams.service.aSecond, streams.passthrough.aSecond, "");
            measureFirstDelta(service, stream, (int) (streams.service.aSecond * PART_OF_FULL_LOAD));
            report.add("MiB resident after this load", service.residentMiB(), passthrough.residentMiB(), "");
            hold(service);
        }
    }

    /**
     * Sends load until the compiler has finished, which takes minutes on two cores: until as many rounds in a row as
     * are measured need no less CPU than the best one before.
     */
    private void warmUp(Kind kind, Program service) throws IOException {
        double best = Double.MAX_VALUE;
        int unchanged = 0;
        for (int i = 0; i < settings.rounds() * WARM_UPS && unchanged < settings.rounds(); i++) {
            send(kind.passthrough);
            double cpu = load(kind.service, service).cpuMillis;
            unchanged = cpu > best * STABLE ? unchanged + 1 : 0;
            best = Math.min(best, cpu);
        }
    }

    private void measureStarts() throws IOException, InterruptedException {
        for (boolean withCache : List.of(true, false)) {
            List<Double> seconds = new ArrayList<>();
            double resident = Double.NaN;
            for (int i = 1; i <= settings.rounds(); i++) {
                Application.Started started = application.start(withCache);
                try (Program program = started.program()) {
                    seconds.add(started.seconds());
                    if (i == settings.rounds()) {
                        Thread.sleep(UNTIL_IDLE);
                        resident = program.residentMiB();
                    }
                }
            }
            String how = withCache ? ", with the AOT cache" : ", without the AOT cache";
            report.add(
                    "s from start to first answer" + how,
                    Report.median(seconds),
                    withCache ? "≤ 1 on an idle machine" : "");
            report.add("MiB resident, idle" + how, resident, withCache ? "≤ 120" : "");
        }
    }

    private Kind plain() {
        String path = "/plain" + ModelFormat.RESPONSES.path();
        return new Kind(
                "a plain answer of 5 words",
                order(application.port(), "/basic/get_response", message("say 5"), 5, CLIENTS),
                order(passthroughPort, path, message("say 5"), 5, CLIENTS),
                "≤ 2.5 x");
    }

    private Kind stream(String name, ModelFormat format, String body, int clients, String target) {
        return new Kind(
                name,
                order(application.port(), STREAM, body, WORDS, clients),
                order(passthroughPort, "/stream" + format.path(), body, WORDS, clients),
                target);
    }

    private Order order(int port, String path, String body, int words, int clients) {
        return new Order(port, path, body, words, clients, 0, settings.seconds(), false);
    }

    private static String message(String script) {
        return message(script, "");
    }

    private static String message(String script, String fields) {
        return "{\"message\": \"" + script + "\"" + fields + "}";
    }

    /** Measures a kind and reports its CPU. */
    private Pair measure(Kind kind, Program service) throws IOException {
        Pair pair = compare(kind, service);
        report.add("ms of CPU, " + kind.name, pair.service.cpuMillis, pair.passthrough.cpuMillis, kind.target);
        return pair;
    }

    private Pair compare(Kind kind, Program service) throws IOException {
        System.out.println(kind.name);
        List<Figures> ours = new ArrayList<>();
        List<Figures> theirs = new ArrayList<>();
        load(kind.service, service);
        load(kind.passthrough, passthrough);
        for (int i = 0; i < settings.rounds(); i++) {
            ours.add(load(kind.service, service));
            theirs.add(load(kind.passthrough, passthrough));
        }
        return new Pair(median(ours), median(theirs));
    }

    private void measureFirstDelta(Program service, Kind stream, int rate) throws IOException {
        Kind alone = stream("first delta, one client", ModelFormat.RESPONSES, message("say 50"), 1, "≤ 1.5 x");
        addWaits(alone, compare(alone, service));
        Kind loaded = new Kind(
                "first delta, at 60 % load (" + rate + " streams a second)",
                stream.service.at(rate),
                stream.passthrough.at(rate),
                "");
        addWaits(loaded, compare(loaded, service));
    }

    private void addWaits(Kind kind, Pair pair) {
        report.add("ms to the " + kind.name + ", p50", pair.service.p50, pair.passthrough.p50, kind.target);
        report.add("ms to the " + kind.name + ", p99", pair.service.p99, pair.passthrough.p99, "");
    }

    private Figures load(Order order, Program measured) throws IOException {
        long before = measured.cpuMillis();
        Result result = send(order);
        double cpu = measured.cpuMillis() - before;
        return new Figures(cpu / result.complete(), result.complete() / result.seconds(), result.p50(), result.p99());
    }

    private Result send(Order order) throws IOException {
        return answered(generator.ask(json.writeValueAsString(order)));
    }

    private Result answered(String line) throws IOException {
        Result result = json.readValue(line, Result.class);
        if (result.failures() > 0 || result.complete() + result.started() == 0) {
            throw new IOException(result.failures() + " requests failed; the first: " + result.failure());
        }
        return result;
    }

    /**
     * Opens streams that have each sent one delta, measures the memory, sends another request, and then completes the
     * streams.
     */
    private void hold(Program service) throws IOException, InterruptedException {
        int waiting = Math.min(settings.held(), maxHeld());
        if (waiting < settings.held()) {
            report.note(
                    "Only " + waiting + " streams were held, because a process may have few files open (ulimit -n); "
                            + settings.held() + " need " + (2 * settings.held() + OTHER_FILES) + ".");
        }
        System.out.println(waiting + " held streams");
        long before = service.heapKiB();
        double residentBefore = service.residentMiB();
        Result started =
                send(new Order(application.port(), STREAM, message("say 50 held"), WORDS, waiting, 0, 0, true));
        double kib = (service.heapKiB() - before) / (double) started.started();
        double residentKib = (service.residentMiB() - residentBefore) * 1024 / started.started();
        boolean answers = application.answers();
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + ChildProcesses.HOST + ":" + modelPort + "/release"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        Result ended = answered(generator.ask(LoadGenerator.AWAIT));
        if (!answers || ended.complete() != waiting) {
            throw new IOException("Of " + waiting + " held streams " + ended.complete() + " came to their end.");
        }
        report.add("KiB of heap a held stream, %,d held".formatted(waiting), kib, "≤ 25");
        report.add("KiB resident a held stream, %,d held".formatted(waiting), residentKib, "");
        report.add("MiB resident, at the end", service.residentMiB(), "");
    }

    /** Returns the number of streams that the limit of open files allows. */
    private static int maxHeld() throws IOException {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.exists(limits)) {
            return Integer.MAX_VALUE;
        }
        Matcher files = FILES.matcher(Files.readString(limits));
        return files.find() ? (Integer.parseInt(files.group(1)) - OTHER_FILES) / 2 : Integer.MAX_VALUE;
    }

    private static Figures median(List<Figures> rounds) {
        return new Figures(
                Report.median(rounds.stream().map(Figures::cpuMillis).toList()),
                Report.median(rounds.stream().map(Figures::aSecond).toList()),
                Report.median(rounds.stream().map(Figures::p50).toList()),
                Report.median(rounds.stream().map(Figures::p99).toList()));
    }
}
