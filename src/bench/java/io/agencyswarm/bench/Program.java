package io.agencyswarm.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java process of the benchmark. Closing it ends the process. */
final class Program implements AutoCloseable {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final Pattern USED = Pattern.compile("(?:total|committed) \\d+K, used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private Program(Process process) {
        this.process = process;
        this.out = process.inputReader();
        this.in = process.outputWriter();
    }

    /** Starts a program of the benchmark, whose standard output is read with {@link #line}. */
    static Program own(Path directory, Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(options);
        // Quarkus's logging, which is on the class path, requires it.
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Program(java(directory, Map.of(), command)
                .redirectError(directory.resolve(main.getSimpleName() + ".log").toFile())
                .start());
    }

    /** Starts a packaged application, whose output is written to a file. */
    static Program packaged(Path directory, Path log, Map<String, String> environment, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        return new Program(java(directory, environment, command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    private static ProcessBuilder java(Path directory, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Waits for the next line of the standard output, and returns it. */
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException(
                    "a program of the benchmark ended: " + process.info().commandLine());
        }
        return line;
    }

    /** Sends a line, and returns the line with the response. */
    String ask(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
        return line();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the CPU time that the process has used, including the kernel's, in milliseconds. */
    long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** Returns the resident memory in MiB. */
    double residentMiB() throws IOException, InterruptedException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.exists(status)) {
            Matcher resident = RESIDENT.matcher(Files.readString(status));
            return resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : Double.NaN;
        }
        return Long.parseLong(run("ps", "-o", "rss=", "-p", Long.toString(process.pid()))
                        .strip())
                / 1024.0;
    }

    /** Returns the used heap after a garbage collection, in KiB. */
    long heapKiB() throws IOException, InterruptedException {
        run(tool("jcmd"), Long.toString(process.pid()), "GC.run");
        Matcher used = USED.matcher(run(tool("jcmd"), Long.toString(process.pid()), "GC.heap_info"));
        return used.results().mapToLong(part -> Long.parseLong(part.group(1))).sum();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String tool(String name) {
        return JAVA_HOME.resolve("bin").resolve(name).toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader()) {
            String output = String.join("\n", reader.lines().toList());
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
