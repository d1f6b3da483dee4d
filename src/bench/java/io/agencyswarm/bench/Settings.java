package io.agencyswarm.bench;

import java.nio.file.Path;

/**
 * The system properties that the build sets.
 *
 * @param application the directory of the packaged application
 * @param docker the directory with the JVM options and the script that creates the AOT cache
 * @param output the directory for the results
 * @param quick whether to check only that everything works
 * @param seconds the duration of each measurement
 * @param rounds the number of times that each measurement is repeated
 * @param held the number of streams to hold open
 */
record Settings(Path application, Path docker, Path output, boolean quick, double seconds, int rounds, int held) {

    private static final int ROUNDS = 3;
    private static final int HELD = 9_000;
    private static final double QUICK_SECONDS = 0.5;
    private static final int QUICK_HELD = 500;

    static Settings read() {
        boolean quick = Boolean.getBoolean("bench.quick");
        return new Settings(
                Path.of(System.getProperty("bench.application")),
                Path.of(System.getProperty("bench.docker")),
                Path.of(System.getProperty("bench.output")),
                quick,
                quick ? QUICK_SECONDS : Double.parseDouble(System.getProperty("bench.seconds")),
                quick ? 1 : ROUNDS,
                quick ? QUICK_HELD : HELD);
    }
}
