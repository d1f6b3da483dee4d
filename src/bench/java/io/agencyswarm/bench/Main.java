package io.agencyswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks that the property {@code bench} names: {@code service}, {@code jmh} or {@code all}. */
final class Main {

    private static final int ITERATIONS = 3;
    private static final long QUICK_MILLIS = 100;
    private static final long MILLIS = 1_000;

    private Main() {}

    static void main() throws IOException, InterruptedException, RunnerException {
        Settings settings = Settings.read();
        Files.createDirectories(settings.output());
        String what = System.getProperty("bench");
        if (!what.equals("jmh")) {
            ServiceBenchmark.run(settings);
        }
        if (!what.equals("service")) {
            runJmh(settings);
        }
    }

    private static void runJmh(Settings settings) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(settings.quick() ? QUICK_MILLIS : MILLIS);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(ITERATIONS)
                .warmupTime(time)
                .measurementIterations(ITERATIONS)
                .measurementTime(time)
                .resultFormat(ResultFormatType.TEXT)
                .result(settings.output().resolve("jmh.txt").toString());
        new Runner(options.build()).run();
    }
}
