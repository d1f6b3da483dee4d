package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the pages lead to existing files and headings, and the index lists each page. */
class LinksTest {

    private static final int MAX_LINES = 150;
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w*[a-z0-9](?:Test|IT))`");

    static List<Path> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_ofAPage_leadToFilesAndHeadings(Path page) {
        assertThat(links(page)).allSatisfy(link -> {
            Path target = link.group(1).isEmpty()
                    ? page
                    : Path.of("").resolve(page).resolveSibling(link.group(1)).normalize();
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("anchors of %s", target).contains(link.group(2));
            }
        });
    }

    @Test
    void readme_inLines_isShort() {
        assertThat(Pages.read(Pages.README).lines().count()).isLessThanOrEqualTo(MAX_LINES);
    }

    @Test
    void index_ofTheManual_listsEachPage() {
        Path index = Pages.MANUAL.resolve("README.md");
        Set<Path> listed = links(index).stream()
                .map(link -> index.resolveSibling(link.group(1)).normalize())
                .collect(Collectors.toSet());

        assertThat(Pages.ofTheManual().stream().filter(page -> !page.equals(index)))
                .allSatisfy(page -> assertThat(listed).contains(page));
    }

    /** A page may refer to a test only if the test exists. */
    @Test
    void tests_thatPagesName_exist() throws Exception {
        Set<String> tests = new TreeSet<>();
        for (String sources : List.of("src/test/java", "src/e2e/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                files.forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
            }
        }
        Set<String> named = Pages.all().stream()
                .flatMap(page -> TEST.matcher(Pages.read(page)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(tests).containsAll(named);
    }

    private static List<MatchResult> links(Path page) {
        return LINK.matcher(withoutCode(page)).results().toList();
    }

    /** Returns the anchors that GitHub creates for a page's headings. */
    private static Set<String> anchors(Path page) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(withoutCode(page)).results().forEach(heading -> {
            String anchor = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    private static String withoutCode(Path page) {
        return CODE_BLOCK.matcher(Pages.read(page)).replaceAll("");
    }
}
