package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java snippets of all pages compile, with the imports that a reader's editor adds. */
@Execution(ExecutionMode.CONCURRENT)
class SnippetsTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String IMPORTS = """
            package manual;
            import static io.restassured.RestAssured.given;
            import static manual.Surroundings.*;
            import static org.hamcrest.Matchers.*;
            import com.fasterxml.jackson.annotation.*;
            import com.fasterxml.jackson.core.type.TypeReference;
            import com.fasterxml.jackson.databind.JsonNode;
            import com.fasterxml.jackson.databind.node.ObjectNode;
            import dev.langchain4j.agent.tool.P;
            import dev.langchain4j.agent.tool.Tool;
            import io.agencyswarm.agency.*;
            import io.agencyswarm.ask.*;
            import io.agencyswarm.intercept.*;
            import io.agencyswarm.model.ModelRequest;
            import io.agencyswarm.model.OfflineScript;
            import io.agencyswarm.run.RunEvent;
            import io.agencyswarm.test.*;
            import io.agencyswarm.tool.*;
            import io.agencyswarm.tool.hosted.HostedTools;
            import io.agencyswarm.tool.openapi.ApiTools;
            import io.quarkus.test.junit.QuarkusTest;
            import io.restassured.http.ContentType;
            import io.smallrye.common.annotation.Identifier;
            import io.smallrye.common.annotation.RunOnVirtualThread;
            import io.smallrye.mutiny.Multi;
            import jakarta.annotation.security.RolesAllowed;
            import jakarta.enterprise.inject.Produces;
            import jakarta.inject.Inject;
            import jakarta.inject.Singleton;
            import jakarta.validation.constraints.*;
            import jakarta.ws.rs.POST;
            import jakarta.ws.rs.Path;
            import java.io.IOException;
            import java.math.BigDecimal;
            import java.time.LocalDate;
            import java.util.List;
            import java.util.Map;
            import java.util.Optional;
            import org.junit.jupiter.api.Test;
            """;

    /** Types that the snippets use and do not declare. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>(Map.of(
            "WeatherTools", "class WeatherTools {}",
            "OrderTools", "class OrderTools {}",
            "Order", "class Order {}",
            "Invoice", "record Invoice(String payer) {}"));

    private static final String SURROUNDINGS = """
            final class Surroundings {
                interface Charts { byte[] png(int year); }
                static Charts charts;
                static java.nio.file.Path archive;
                static Object orders;
                static String token;
                static Guardrail noShouting;
                static Agencies agencies;
                static int pages(String document) { return 1; }
                static String text(String document) { return document; }
                static String post(String letter) { return letter; }
                static JsonNode masked(JsonNode value) { return value; }
            }
            """;

    @TempDir
    Path classes;

    static List<Path> pagesWithJava() {
        return Pages.all().stream()
                .filter(page -> JAVA.matcher(Pages.read(page)).find())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pagesWithJava")
    void snippets_ofAPage_compile(Path page) {
        assertThat(compile(snippets(page))).isEmpty();
    }

    /** Guards against a change of format that would hide the snippets from this test. */
    @Test
    void snippets_ofAllPages_areFound() {
        assertThat(pagesWithJava()).contains(Pages.README).hasSizeGreaterThan(8);
        assertThat(pagesWithJava().stream().flatMap(page -> snippets(page).stream()))
                .hasSizeGreaterThan(20);
    }

    private static List<String> snippets(Path page) {
        return JAVA.matcher(Pages.read(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private List<String> compile(List<String> snippets) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> answer = new DiagnosticCollector<>();
        List<Source> sources = new ArrayList<>();
        for (String snippet : snippets) {
            sources.add(new Source("Snippet" + sources.size(), whole(snippet, sources.size())));
        }
        sources.add(new Source("Surroundings", IMPORTS + SURROUNDINGS + missing(String.join("", snippets))));
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:none");
        compiler.getTask(null, null, answer, options, null, sources).call();
        return answer.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    private static String missing(String snippets) {
        StringBuilder types = new StringBuilder();
        TYPES.forEach((name, code) -> {
            if (!Pattern.compile("(?m)^(?:class|record) " + name + "\\b")
                    .matcher(snippets)
                    .find()) {
                types.append(code).append('\n');
            }
        });
        return types.toString();
    }

    /** Returns a snippet as a source file: with imports, and with statements in a method. */
    private static String whole(String snippet, int number) {
        String code = snippet.replace("{ … }", "{ throw new UnsupportedOperationException(); }");
        if (code.startsWith("package ")) {
            return code;
        }
        boolean statements = code.startsWith("Agent ") || code.startsWith("Multi<");
        return IMPORTS + (statements ? "class Statements" + number + " { void run() {" + code + "} }" : code);
    }

    /**
     * A source in memory. Its name differs from that of its class, which is allowed for classes that are not public.
     */
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
