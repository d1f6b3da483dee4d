package io.agencyswarm.optional;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of the libraries; src/it has an application without them. */
class OptionalLibraryTest {

    /** If a library no longer has this class or file, the library would always be treated as missing. */
    @ParameterizedTest
    @EnumSource
    void library_ofThisProject_isPresent(OptionalLibrary library) {
        assertThat(library.isPresent()).as(library.content()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void library_inThePom_isOptional(OptionalLibrary library) throws Exception {
        String[] artifact = library.artifact().split(":", 0);
        String pom = Files.readString(Path.of("pom.xml"));
        int at = pom.indexOf("<artifactId>" + artifact[1] + "</artifactId>", pom.indexOf("</dependencyManagement>"));

        assertThat(at).as(library.artifact()).isPositive();
        assertThat(pom.substring(0, at).stripTrailing()).endsWith("<groupId>" + artifact[0] + "</groupId>");
        assertThat(pom.substring(at, pom.indexOf("</dependency>", at))).contains("<optional>true</optional>");
    }

    @Test
    void missing_ofLibrariesThatAreThere_isNothing() {
        assertThat(OptionalLibrary.missing("The test", List.of(OptionalLibrary.values())))
                .isEmpty();
    }
}
