package io.agencyswarm.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The README, the pages of the manual and the README of the manifests. */
final class Pages {

    static final Path README = Path.of("README.md");
    static final Path MANUAL = Path.of("src/docs");

    private Pages() {}

    /** Returns all pages in a fixed order. */
    static List<Path> all() {
        return Stream.of(Stream.of(README), ofTheManual().stream(), Stream.of(Path.of("deploy/k8s/README.md")))
                .flatMap(pages -> pages)
                .toList();
    }

    /** Returns the pages in {@code src/docs}. */
    static List<Path> ofTheManual() {
        try (Stream<Path> files = Files.list(MANUAL)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
