package io.agencyswarm.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows compiles, what it links to is there, and what it says can be set can be set. */
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)\\)");
    private static final Pattern KEY = Pattern.compile("`(agency-swarm\\.[a-z.-]+)`");
    private static final Pattern MORE_KEYS = Pattern.compile("`(agency-swarm\\.(?:[a-z-]+\\.)+)[a-z-]+`(.*?)\\|");

    /** What the snippets leave out, because every reader knows it. */
    private static final String IMPORTS = """
            package readme;
            import com.fasterxml.jackson.annotation.*;
            import dev.langchain4j.agent.tool.P;
            import dev.langchain4j.agent.tool.Tool;
            import io.agencyswarm.agency.*;
            import io.agencyswarm.model.ModelRequest;
            import io.agencyswarm.model.OfflineScript;
            import io.agencyswarm.tool.*;
            import io.agencyswarm.tool.openapi.OpenApiTools;
            import io.smallrye.common.annotation.Identifier;
            import jakarta.enterprise.inject.Produces;
            import jakarta.inject.Singleton;
            import jakarta.validation.constraints.*;
            import java.util.Optional;
            """;

    private static final String WHAT_THEY_SPEAK_OF = """
            class WeatherTools {}
            class Order {}
            record Invoice(String payer) {}
            """;

    private final String readme = read(Path.of("README.md"));

    @TempDir
    Path classes;

    @Test
    void javaSnippets_withTheirImports_compile() {
        List<String> snippets =
                JAVA.matcher(readme).results().map(found -> found.group(1)).toList();

        assertThat(snippets).hasSizeGreaterThan(4);
        assertThat(compile(snippets)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"agents.md, 5", "offline.md, 1", "openapi.md, 1"})
    void javaSnippets_ofAPageOfTheManual_compile(String page, int count) {
        List<String> snippets = JAVA.matcher(read(Path.of("src/docs", page)))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(snippets).hasSize(count);
        assertThat(compile(snippets)).isEmpty();
    }

    @Test
    void links_intoTheProject_leadToSomething() {
        List<String> links =
                LINK.matcher(readme).results().map(found -> found.group(1)).toList();

        assertThat(links)
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    @Test
    void options_ofTheTable_areThoseOfTheCode() {
        String mappings = mappings();
        List<String> keys = new ArrayList<>(
                KEY.matcher(readme).results().map(found -> found.group(1)).toList());
        // `agency-swarm.a.b`, `….c` is agency-swarm.a.c as well.
        MORE_KEYS
                .matcher(readme)
                .results()
                .forEach(found -> Pattern.compile("`….([a-z-]+)`")
                        .matcher(found.group(2))
                        .results()
                        .forEach(more -> keys.add(found.group(1) + more.group(1))));

        assertThat(keys)
                .hasSizeGreaterThan(25)
                .allSatisfy(key -> assertThat(mappings).as(key).contains(method(key)));
    }

    /** A threat is held by a test only as long as there is that test. */
    @Test
    void tests_thatTheManualNames_areThere() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String sources : List.of("src/test/java", "src/e2e/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                files.forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
            }
        }
        List<String> named = TEST.matcher(read(Path.of("src/docs/security.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(tests).containsAll(named);
    }

    /** Every configuration mapping of the main code. */
    private static String mappings() {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(path -> path.toString().endsWith("Config.java"))
                    .map(ReadmeTest::read)
                    .reduce("", String::concat);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The method that reads a key: its last word in the spelling of Java, or a name of its own. */
    private static String method(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        return Pattern.compile("-([a-z])")
                        .matcher(last)
                        .replaceAll(letter -> letter.group(1).toUpperCase()) + "()";
    }

    private List<String> compile(List<String> snippets) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<Source> sources = new ArrayList<>();
        for (String snippet : snippets) {
            sources.add(new Source("Snippet" + sources.size(), whole(snippet, sources.size())));
        }
        sources.add(new Source("Rest", IMPORTS + WHAT_THEY_SPEAK_OF));
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:none");
        compiler.getTask(null, null, said, options, null, sources).call();
        return said.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    /** A snippet as a file: with the imports, and statements in a method. */
    private static String whole(String snippet, int number) {
        String code = snippet.replace("{ … }", "{ throw new UnsupportedOperationException(); }");
        if (code.startsWith("package ")) {
            return code;
        }
        return IMPORTS
                + (code.startsWith("Agent ")
                        ? "class Statements" + number + " { void run(Guardrail noShouting) {" + code + "} }"
                        : code);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A source in memory; its name is not that of its class, which is fine for classes that are not public. */
    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        private Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }
}
