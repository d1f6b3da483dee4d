package io.agencyswarm.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the packages import each other as their descriptions and the design's picture say. */
class PackagesTest {

    private static final String ROOT = ArchitectureTest.ROOT + ".";

    /** Every package may import this one, and no description names it. */
    private static final String FOR_ALL = "optional";

    /** Has the build steps for native executables, and is in no layer. */
    private static final String BUILD_STEPS = "nativeimage";

    private static final Pattern SENTENCE = Pattern.compile("\\bImports ((?:\\{@code [a-z.]+}|[^.{])+)\\.");
    private static final Pattern NAME = Pattern.compile("\\{@code ([a-z.]+)}");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?io\\.agencyswarm\\.([a-z]+(?:\\.[a-z]+)*)\\.[A-Z]", Pattern.MULTILINE);

    private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\|([^|]*)\\|[^|]*\\|$", Pattern.MULTILINE);
    private static final Pattern NAME_IN_ROW = Pattern.compile("`([a-z.]+)`");

    @ParameterizedTest
    @MethodSource("io.agencyswarm.architecture.ArchitectureTest#packages")
    void package_itsImports_areThoseThatItsDescriptionNames(String name) {
        assertThat(described(name))
                .as("the sentence in package-info.java of %s", name)
                .isEqualTo(imports(name));
    }

    @Test
    void design_eachPackage_isInOneLayer() {
        Set<String> named = new TreeSet<>(layers().stream().flatMap(Set::stream).toList());

        assertThat(ArchitectureTest.packages())
                .filteredOn(name -> !name.equals(FOR_ALL) && !name.equals(BUILD_STEPS) && !name.equals("conformance"))
                .allMatch(name -> named.contains(layerName(name)));
        assertThat(layers().stream().mapToInt(Set::size).sum()).isEqualTo(named.size());
    }

    @ParameterizedTest
    @MethodSource("io.agencyswarm.architecture.ArchitectureTest#packages")
    void design_aPackage_importsNoneOfAHigherLayer(String name) {
        int layer = layer(name);

        assertThat(imports(name)).allMatch(other -> layer(other) >= layer);
    }

    @Test
    void design_packagesForApplications_areThoseThatTheManualAndTheExamplesImport() {
        String design = read(Path.of("src/docs/design.md"));
        String sentence = design.substring(design.indexOf("Applications use the public types of"));
        Set<String> forApplications = NAME_IN_ROW
                .matcher(sentence.substring(0, sentence.indexOf(", and those")))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));

        assertThat(Stream.of("README.md", "src/docs", "src/it", "src/main/java/io/agencyswarm/demo")
                        .flatMap(root -> files(Path.of(root)).stream())
                        .flatMap(file -> IMPORT.matcher(read(file)).results().map(found -> found.group(1)))
                        .filter(name -> !name.equals("test")))
                .isNotEmpty()
                .isSubsetOf(forApplications);
        assertThat(ArchitectureTest.packages()).containsAll(forApplications);
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file ->
                            file.toString().endsWith(".java") || file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also counts the types that a package uses without an import, as between two calls in a chain. */
    private static Set<String> imports(String name) {
        Stream<String> inCode = ArchitectureTest.MAIN.stream()
                .filter(type -> type.getPackageName().equals(ROOT + name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .map(JavaClass::getPackageName)
                .filter(other -> other.startsWith(ROOT))
                .map(other -> other.substring(ROOT.length()));
        // The compiler copies constants, so that only the source shows where they are from.
        Stream<String> inSource = sources(name).stream()
                .flatMap(source -> IMPORT.matcher(source).results())
                .map(found -> found.group(1));
        return Stream.concat(inCode, inSource)
                .filter(other -> !other.equals(name) && !other.equals(FOR_ALL))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> described(String name) {
        String description = read(directory(name).resolve("package-info.java")).replaceAll("\\s+\\*?\\s*", " ");
        List<MatchResult> sentences = SENTENCE.matcher(description).results().toList();
        assertThat(sentences)
                .as("sentences \"Imports …\" in package-info.java of %s", name)
                .hasSize(1);
        return NAME.matcher(sentences.getFirst().group(1))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }

    /** The first table of the design, from the top down. */
    private static List<Set<String>> layers() {
        String design = read(Path.of("src/docs/design.md"));
        String table = design.substring(design.indexOf("|"), design.indexOf("\n\n", design.indexOf("|")) + 1);
        List<Set<String>> layers = new ArrayList<>();
        ROW.matcher(table)
                .results()
                .map(row -> row.group(1))
                .skip(2)
                .forEach(row -> layers.add(NAME_IN_ROW
                        .matcher(row)
                        .results()
                        .map(found -> found.group(1))
                        .collect(toCollection(TreeSet::new))));
        return layers;
    }

    /** Returns the number of a package's layer, counted from the top; 0 for a package outside the layers. */
    private static int layer(String name) {
        List<Set<String>> layers = layers();
        for (int layer = 0; layer < layers.size(); layer++) {
            if (layers.get(layer).contains(layerName(name))) {
                return layer;
            }
        }
        return 0;
    }

    /** A package below another one belongs to the layer of that one. */
    private static String layerName(String name) {
        return Objects.requireNonNull(name.split("\\.", 0)[0]);
    }

    private static List<String> sources(String name) {
        try (Stream<Path> files = Files.list(directory(name))) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .map(PackagesTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(String name) {
        String path = "io/agencyswarm/" + name.replace('.', '/');
        return Stream.of("src/main/java", "src/conformance/java")
                .map(root -> Path.of(root, path))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
