package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions in the manual are those of this build. */
class VersionsTest {

    /** In the pages, the version follows the library in the next element or after a blank. */
    @ParameterizedTest
    @CsvSource({
        "application.md, netty.version, <artifactId>netty-bom</artifactId>\\s*<version>(.*?)</version>",
        "application.md, jackson.version, <artifactId>jackson-bom</artifactId>\\s*<version>(.*?)</version>",
        "application.md, vertx.version, <artifactId>vertx-core</artifactId>\\s*<version>(.*?)</version>",
        "application.md, quarkus.platform.version, needs Quarkus (\\S+) and",
        "application.md, redoc.version, `org.webjars:redoc` ([0-9.]+[0-9])",
        "application.md, dompurify.version, `org.mvnpm:dompurify` ([0-9.]+[0-9])",
        "application.md, sqlite.version, `org.xerial:sqlite-jdbc` ([0-9.]+[0-9])",
        "../../.github/SECURITY.md, quarkus.platform.version, \\| Quarkus \\| (\\S+) \\|",
        "../../README.md, quarkus.platform.version, application with Quarkus (\\S+) and",
    })
    void version_inThePage_isTheBuilds(String page, String property, String place) {
        assertThat(found(Pages.read(Path.of("src/docs").resolve(page)), place))
                .isEqualTo(found(Pages.read(Path.of("pom.xml")), "<" + Pattern.quote(property) + ">(.*?)</"));
    }

    private static String found(String text, String place) {
        return Pattern.compile(place)
                .matcher(text)
                .results()
                .findFirst()
                .map((MatchResult result) -> result.group(1))
                .orElse("nothing at " + place);
    }
}
