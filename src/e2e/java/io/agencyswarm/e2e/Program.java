package io.agencyswarm.e2e;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A process that a test started, with its output so far. Thread-safe. */
public final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String name;
    private final Process process;
    private final List<String> output = new ArrayList<>();

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts the process, and reads both of its outputs. */
    public static Program start(String name, ProcessBuilder builder) {
        try {
            Program program =
                    new Program(name, builder.redirectErrorStream(true).start());
            // The process ends with the JVM, whatever the test's outcome.
            Runtime.getRuntime().addShutdownHook(new Thread(program.process::destroyForcibly));
            Thread.ofVirtual().start(program::read);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the program of that name on PATH or in Debian's directory for servers; fails with a sentence if there is
     * none.
     */
    public static String find(String name) {
        for (String directory : (System.getenv("PATH") + ":/usr/sbin").split(Pattern.quote(File.pathSeparator))) {
            Path file = Path.of(directory, name);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        throw new IllegalStateException("The end-to-end tests need " + name
                + ", but it is not on PATH: install it (on Debian: apt-get install " + name + ").");
    }

    /** Returns a free port of 127.0.0.1. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program has written a line that matches. */
    public Program awaitLine(Predicate<String> expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (output) {
            while (output.stream().noneMatch(expected)) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !process.isAlive()) {
                    throw new AssertionError(name + " did not say what was waited for:\n" + String.join("\n", output));
                }
                TimeUnit.NANOSECONDS.timedWait(output, Math.min(left, 100_000_000));
            }
        }
        return this;
    }

    /** Waits until the program accepts connections at a port, for programs that do not report it. */
    public Program awaitPort(int port) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return this;
            } catch (IOException _) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError(name + " does not listen:\n" + String.join("\n", output));
    }

    /** Returns the number of matching lines. */
    public long count(Predicate<String> expected) {
        synchronized (output) {
            return output.stream().filter(expected).count();
        }
    }

    /** Returns all lines. */
    public List<String> said() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** SIGTERM. */
    public void terminate() {
        // Not the process's own method, which also closes its output.
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Returns the exit status; after {@link #awaitEnd}. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Waits for its end. */
    public void awaitEnd() {
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
        awaitEnd();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
            }
        } catch (IOException _) {
            // The last line was read.
        }
    }
}
