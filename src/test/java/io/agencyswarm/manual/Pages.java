package io.agencyswarm.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The README, the pages of the manual, the README of the manifests and the pages for contributors. */
final class Pages {

    static final Path README = Path.of("README.md");
    static final Path MANUAL = Path.of("src/docs");

    private static final List<Path> OTHERS = List.of(
            Path.of("deploy/k8s/README.md"), Path.of(".github/CONTRIBUTING.md"), Path.of(".github/SECURITY.md"));

    private Pages() {}

    /** Returns all pages in a fixed order. */
    static List<Path> all() {
        return Stream.of(Stream.of(README), ofTheManual().stream(), OTHERS.stream())
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
