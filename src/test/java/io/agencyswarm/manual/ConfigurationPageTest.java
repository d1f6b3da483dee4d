package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The configuration page lists the keys that the code reads. Its second part is generated from the configuration
 * mappings; with {@code -Ddocs.write=true} this test writes it.
 */
@Execution(ExecutionMode.CONCURRENT)
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("src/docs/configuration.md");
    private static final String MARK =
            "<!-- Generated. To write it anew:" + " ./mvnw test -Dtest=ConfigurationPageTest -Ddocs.write=true -->\n";
    private static final Pattern NAMED = Pattern.compile(
            "(?<![\\w/:-])agency-swarm(?!\\.(?:db|example)\\b)(?:\\.(?:[a-z][A-Za-z0-9-]*|<\\w+>))+(?![\\w/])");
    private static final Pattern TELLS_DEFAULT = Pattern.compile("(?i)\\bdefault\\b|\\brequired\\b");
    private static final Pattern TELLS_OFF = Pattern.compile("(?i)\\bzero\\b");

    /** The order of the sections. */
    private static final List<String> ORDER = List.of(
            "The service",
            "Answers to requests for runs",
            "The OpenAPI document",
            "Who may use the service",
            "Limits of connections and requests",
            "Limits of runs and their tool calls",
            "Streams to clients",
            "Models",
            "Attached files",
            "The store of runs and threads",
            "Runs that outlive their connection",
            "Frames that are stored, so that a stream can be read again",
            "Threads that the service stores",
            "MCP servers whose tools agents may use",
            "OpenAPI documents whose operations agents may use as tools",
            "The MCP server",
            "AG-UI",
            "Several processes of one service",
            "What operators see of runs",
            "Logs of single requests");

    private final Map<String, List<ConfigKey>> sections = sections();

    @Test
    void page_againstTheMappings_isUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        int mark = page.indexOf(MARK);
        assertThat(mark).as("the line %s in %s", MARK, PAGE).isNotNegative();
        String handwritten = page.substring(0, mark + MARK.length());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, handwritten + generated());
        }

        assertThat(Files.readString(PAGE))
                .as("The page differs from the code. Run ./mvnw test -Dtest=ConfigurationPageTest -Ddocs.write=true")
                .isEqualTo(handwritten + generated());
    }

    @Test
    void order_ofTheSections_namesEachOne() {
        assertThat(sections.keySet()).containsExactlyElementsOf(ORDER);
    }

    @Test
    void javadoc_ofEachKey_reportsItsDefaultAndWhatZeroDoes() {
        List<ConfigKey> keys = sections.values().stream().flatMap(List::stream).toList();

        assertThat(keys).hasSizeGreaterThan(80).allSatisfy(key -> {
            assertThat(key.description()).as("the Javadoc of %s", key.name()).endsWith(".");
            if (key.fallback().isBlank() && !key.name().endsWith(">")) {
                assertThat(key.description())
                        .as("the default of %s", key.name())
                        .containsPattern(TELLS_DEFAULT);
            }
            if (key.mayBeZero()) {
                assertThat(key.description()).as("zero as %s", key.name()).containsPattern(TELLS_OFF);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void keys_thatAPageNames_exist(Path page) {
        String existing = sections.values().stream()
                .flatMap(List::stream)
                .map(key -> key.name().replaceAll("<\\w+>", "<any>"))
                .collect(Collectors.joining("\n", "\n", "\n"));

        assertThat(NAMED.matcher(Pages.read(page)).results().map(MatchResult::group))
                .allSatisfy(name -> assertThat(name).matches(written -> exists(written, existing)));
    }

    static List<Path> pages() {
        return Pages.all();
    }

    /** Returns whether a key or a prefix of keys is known. Users choose the parts in angle brackets. */
    private static boolean exists(String name, String existing) {
        String pattern = Stream.of(name.split("\\.", 0))
                .map(part -> part.startsWith("<") ? "<any>" : "(?:" + Pattern.quote(part) + "|<any>)")
                .collect(Collectors.joining("\\."));
        return Pattern.compile("\n" + pattern + "[.\n]").matcher(existing).find();
    }

    private String generated() {
        StringBuilder text = new StringBuilder();
        sections.forEach((title, keys) -> {
            text.append("\n## ").append(title).append("\n\n");
            text.append("| key | type | default | off | what it does |\n|---|---|---|---|---|\n");
            keys.forEach(key -> text.append(key.row()));
        });
        return text.toString();
    }

    /**
     * Returns the keys of each mapping by its title, the beginning of the mapping's Javadoc up to the first colon or
     * full stop.
     */
    private static Map<String, List<ConfigKey>> sections() {
        ConfigSources sources = ConfigSources.parse(Path.of("src/main/java"));
        ConfigReader reader = new ConfigReader(
                sources,
                properties("src/main/resources/META-INF/microprofile-config.properties"),
                properties("src/main/resources/application.properties"));
        Map<String, List<ConfigKey>> sections = new TreeMap<>(
                Comparator.comparing((String title) -> ORDER.contains(title) ? ORDER.indexOf(title) : ORDER.size())
                        .thenComparing(Comparator.naturalOrder()));
        for (TreePath mapping : sources.mappings()) {
            sections.put(sources.javadoc(mapping).split("[:.]", 2)[0], reader.keys(mapping));
        }
        return sections;
    }

    private static Properties properties(String file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties;
    }
}
