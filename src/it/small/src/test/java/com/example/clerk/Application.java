package com.example.clerk;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged application as a separate process. Closing it stops the process. */
final class Application implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("application"));
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private URI address = URI.create("http://not.started");

    private Application(Process process) {
        this.process = process;
    }

    /** Starts the process with these settings, each as {@code key=value}, and waits until it listens or has ended. */
    static Application start(String... settings) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        Stream.of(java, "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0"),
                        Stream.of(settings).map(setting -> "-D" + setting),
                        Stream.of("-jar", HOME.resolve("quarkus-run.jar").toString()))
                .flatMap(part -> part)
                .toList();
        Application application = new Application(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        application.awaitStart();
        return application;
    }

    private void awaitStart() throws IOException {
        // Not closed, because that would close the output of the running process.
        BufferedReader output = process.inputReader();
        String line;
        while ((line = output.readLine()) != null) {
            lines.add(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                address = URI.create(listening.group(1));
                return;
            }
        }
    }

    /** Returns the address at which it listens. */
    URI at(String path) {
        return address.resolve(path);
    }

    /** Returns its output until it listened or ended. */
    String log() {
        return String.join("\n", lines);
    }

    /** Returns the exit status. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Returns the names of all its jars. */
    static List<String> jars() throws IOException {
        try (Stream<Path> files = java.nio.file.Files.walk(HOME)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
