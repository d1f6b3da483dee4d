package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each threat of the page on security has its tests on the maintainers' page. {@link LinksTest} finds the tests. */
class SecurityPageTest {

    private static final Pattern THREAT = Pattern.compile("(?m)^\\| ([A-Z][^|]*\\.) \\| ([^|]+) \\|$");

    @Test
    void threats_ofThePage_haveTestsInTheSameOrder() {
        List<String> threats = threats("## Servers that clients name", "security.md");

        assertThat(threats).hasSizeGreaterThan(20);
        assertThat(threats("", "security-tests.md")).isEqualTo(threats);
    }

    @Test
    void tests_ofEachThreat_areNamed() {
        assertThat(THREAT.matcher(Pages.read(Pages.MANUAL.resolve("security-tests.md")))
                        .results()
                        .map(row -> row.group(2)))
                .allMatch(tests -> tests.startsWith("`"));
    }

    private static List<String> threats(String start, String page) {
        String text = Pages.read(Pages.MANUAL.resolve(page));
        return THREAT.matcher(text.substring(text.indexOf(start)))
                .results()
                .map(row -> row.group(1))
                .toList();
    }
}
