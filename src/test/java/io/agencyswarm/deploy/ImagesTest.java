package io.agencyswarm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the images in {@code src/main/docker} do what the Deployment relies on. */
class ImagesTest {

    private static final Path DOCKER = Path.of("src", "main", "docker");

    @Test
    void nativeImage_itsEntryPoint_hasTheDeploymentsOptions() throws IOException {
        assertThat(missing(Files.readString(DOCKER.resolve("Dockerfile.native"))))
                .isEmpty();
    }

    @Test
    void nativeImage_withoutOne_isFoundOut() throws IOException {
        String broken = Files.readString(DOCKER.resolve("Dockerfile.native"))
                .replace("-XX:+ExitOnOutOfMemoryError", "")
                .replace("Percent=70", "Percent=80");

        assertThat(missing(broken)).containsExactly("-XX:MaximumHeapSizePercent=70", "-XX:+ExitOnOutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void image_itsEnvironment_hasNothingThatTheJvmWritesOf(String file) throws IOException {
        assertThat(Files.readString(DOCKER.resolve(file)))
                .doesNotContainPattern("(?m)^(ENV)? *(JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS)=");
    }

    @Test
    void jvmImage_itsEntryPoint_takesTheDeploymentsOptions() throws IOException {
        assertThat(Files.readString(DOCKER.resolve("Dockerfile.jvm"))).contains(" $JAVA_OPTS -jar ");
    }

    @Test
    void jvmImage_startedByHandWith512Mebibytes_fitsIntoThem() throws IOException {
        String options = Files.readString(DOCKER.resolve("java.options"));

        assertThat(LimitRules.leftOver(512L << 20, options)).isNotNegative();
        assertThat(options).contains("\n-XX:+ExitOnOutOfMemoryError\n");
        assertThat(Files.readString(DOCKER.resolve("Dockerfile.jvm")))
                .contains("exec java @/app/java.options -XX:AOTCache=/app/aot/app.aot $JAVA_OPTS");
    }

    /** JVM settings of the Deployment, by their names for a native executable, that the file does not have. */
    private static Stream<String> missing(String file) throws IOException {
        Manifest pods =
                new Manifest(Yaml.one(DeployTree.OURS.root().resolve("base").resolve("deployment.yaml")));
        String options = Manifest.elements(pods.containers().getFirst().path("env"))
                .filter(variable -> variable.path("name").asText().equals("JAVA_OPTS"))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
        return Stream.of(options.replace("MaxRAMPercentage", "MaximumHeapSizePercent")
                        .split(" "))
                .filter(option -> !file.contains('"' + option + '"'));
    }
}
