package io.agencyswarm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No library of the application has a known vulnerability that affects it, according to the list in this repository.
 */
class KnownHolesTest {

    private static final Path LIST = Path.of("src/test/security/known-holes.tsv");
    private static final Path CHANGELOG = Path.of("CHANGELOG.md");
    private static final Pattern RELEASE = Pattern.compile("(?m)^## \\[[^\\]]+] - (\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern LOOKED_AT = Pattern.compile("Looked at on (\\d{4}-\\d{2}-\\d{2})\\.");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** A row of the list. */
    private record Hole(String library, String affected, String id, boolean touches, String what) {

        static Hole of(String row) {
            String[] cells = row.split("\t", -1);
            assertThat(cells).as(row).hasSize(5);
            assertThat(cells[3]).as(row).isIn("yes", "no");
            return new Hole(cells[0], cells[1], cells[2], cells[3].equals("yes"), cells[4]);
        }

        boolean affects(String version) {
            try {
                return VersionRange.createFromVersionSpec(affected)
                        .containsVersion(new DefaultArtifactVersion(version));
            } catch (InvalidVersionSpecificationException e) {
                throw new AssertionError(affected + " of " + id + " is not a range of versions", e);
            }
        }

        /** Returns the library's version on a class path; an empty text if it is missing. */
        String version(String classPath) {
            String place = "/" + library.substring(0, library.indexOf(':')).replace('.', '/') + "/"
                    + library.substring(library.indexOf(':') + 1) + "/";
            return Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                    .map(jar -> jar.replace(File.separatorChar, '/'))
                    .filter(jar -> jar.contains(place))
                    .map(jar ->
                            jar.substring(jar.indexOf(place) + place.length()).split("/")[0])
                    .findFirst()
                    .orElse("");
        }
    }

    static List<Hole> holes() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Hole::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("holes")
    void library_withAKnownHole_isNewerOrNotTouched(Hole hole) {
        String version = hole.version(CLASS_PATH);

        assertThat(version)
                .as("%s is not in the application: drop its row", hole.library())
                .isNotEmpty();
        assertThat(hole.touches() && hole.affects(version))
                .as(
                        "%s %s has %s: %s Take a version outside of %s.",
                        hole.library(), version, hole.id(), hole.what(), hole.affected())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("holes")
    void hole_doesNotTouch_saysWhyAndIsStillThere(Hole hole) {
        if (!hole.touches()) {
            assertThat(hole.what()).hasSizeGreaterThan(40);
            assertThat(hole.affects(hole.version(CLASS_PATH)))
                    .as(
                            "%s no longer applies to %s: say yes, so that no older version comes back",
                            hole.id(), hole.library())
                    .isTrue();
        }
    }

    /** A release needs a new look at the advisories. Time alone does not make the build fail. */
    @Test
    void list_ofTheNewestRelease_isCurrent() throws IOException {
        assertThat(isCurrent(Files.readString(LIST), Files.readString(CHANGELOG)))
                .as("Look at the advisories again and set the date in %s", LIST)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28, ## [Unreleased], true",
        "2026-11-28, ## [1.0.0] - 2026-12-05, true",
        "2026-11-28, ## [1.0.0] - 2026-12-06, false",
        "2026-11-28, ## [1.1.0] - 2027-01-01 ## [1.0.0] - 2026-12-01, false"
    })
    void list_olderThanWeekAtRelease_isNotCurrent(String lookedAt, String changelog, boolean current) {
        assertThat(isCurrent("Looked at on " + lookedAt + ".", changelog.replace(" ## ", "\n## ")))
                .isEqualTo(current);
    }

    /** Whether the list was looked at within the week before the newest release of the changelog, or after it. */
    private static boolean isCurrent(String list, String changelog) {
        Matcher date = LOOKED_AT.matcher(list);
        assertThat(date.find()).as("the list has its date").isTrue();
        LocalDate lookedAt = LocalDate.parse(date.group(1));
        return RELEASE.matcher(changelog)
                .results()
                .map(release -> LocalDate.parse(release.group(1)))
                .allMatch(released -> !released.minusWeeks(1).isAfter(lookedAt));
    }

    @ParameterizedTest
    @CsvSource({
        "4.1.130.Final, true",
        "4.1.131.Final, true",
        "4.1.132.Final, false",
        "4.1.137.Final, false",
        "4.2.0.Final, false"
    })
    void range_isThatOfTheBuildsVersions(String version, boolean affected) {
        Hole hole = Hole.of("io.netty:netty-codec-http2\t[0,4.1.132.Final)\tCVE-1\tyes\tA flood.");
        String classPath = "/home/me/.m2/repository/io/netty/netty-codec-http2/" + version + "/netty-codec-http2.jar";

        assertThat(hole.affects(hole.version("/a.jar" + File.pathSeparator + classPath)))
                .isEqualTo(affected);
    }
}
