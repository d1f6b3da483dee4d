package io.agencyswarm.bench;

import java.nio.file.Path;

/**
 * What the build says, as system properties.
 *
 * @param application the directory of the packaged application
 * @param docker the directory with the JVM's options and the script that makes the AOT cache
 * @param output where the results go
 * @param quick whether only to see that everything works
 * @param seconds how long each single measurement takes
 * @param rounds how often each is made
 * @param held how many streams are held open
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
