package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on updating Quarkus names the classes that rely on what Quarkus, Vert.x or Netty may change. */
class UpdatingPageTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** Imports of no public interface. Quarkus's extensions have theirs outside of {@code runtime}. */
    private static final Pattern INTERNAL = Pattern.compile(String.join(
            "|",
            "^import (?:static )?(?:io\\.quarkus\\.[\\w.]+\\.runtime\\.",
            "io\\.quarkus\\.runtime\\.(?:util\\.|BlockingOperationControl|configuration\\.DurationConverter)",
            "io\\.quarkus\\.(?:deployment|bootstrap|dev|devui)\\.",
            "io\\.quarkus\\.arc\\.(?:deployment\\.|BeanCreator|ClientProxy|Injectable|ManagedContext)",
            "io\\.vertx\\.[\\w.]+\\.(?:impl|internal)\\.",
            "io\\.netty\\.(?:bootstrap|channel)\\.",
            "org\\.jboss\\.resteasy\\.reactive\\.server\\.(?:core|spi)\\.",
            "org\\.hibernate\\.validator\\.internal\\.)"));

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)`");

    private static Set<String> named;

    @BeforeAll
    static void read() {
        named = NAMED.matcher(Pages.read(Pages.MANUAL.resolve("updating.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void classes_importInternals_areInPage() throws IOException {
        Set<String> importing = new TreeSet<>();
        for (Path file : sources()) {
            try (Stream<String> lines = Files.lines(file)) {
                if (lines.anyMatch(line -> INTERNAL.matcher(line).find())) {
                    importing.add(name(file));
                }
            }
        }

        assertThat(importing).hasSizeGreaterThan(15);
        assertThat(named).containsAll(importing);
    }

    /** Each row of a table begins with the classes that it is about. */
    @Test
    void classes_ofThePage_exist() throws IOException {
        Set<String> classes = sources().stream().map(UpdatingPageTest::name).collect(Collectors.toSet());
        Set<String> rows = Pages.read(Pages.MANUAL.resolve("updating.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> NAMED.matcher(line.split(" \\| ", 2)[0]).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows).hasSizeGreaterThan(15);
        assertThat(classes).containsAll(rows);
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
