package io.agencyswarm.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.JsonResponseBody;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for all main code. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {

    static final String ROOT = "io.agencyswarm";
    private static final int MAX_PUBLIC_TYPES = 15;

    private static final List<String> PROVIDERS = List.of("model.openai", "model.offline", "model.provider");

    /** The classes of the main code. */
    static final JavaClasses MAIN = new ClassFileImporter().importPath(mainClasses());

    @Test
    void mainCode_packages_areFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void mainCode_providersAndDemo_areImportedByNobody() {
        assertAll(PROVIDERS.stream()
                .map(provider -> () -> noClasses()
                        .that()
                        .resideOutsideOfPackage(qualified(provider))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(qualified(provider))
                        .check(MAIN)));
        noClasses()
                .that()
                .resideOutsideOfPackage(qualified("demo"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(qualified("demo"))
                .check(MAIN);
    }

    @Test
    void mainCode_aPackage_hasFifteenPublicTypesAtMost() {
        Map<String, Long> publicTypes = MAIN.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(publicTypes).isNotEmpty();
        assertThat(publicTypes)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_PUBLIC_TYPES));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void mainCode_aPackage_isNullMarked(String name) {
        assertThat(MAIN.getPackage(qualified(name)).isAnnotatedWith(NullMarked.class))
                .as("@NullMarked in the package-info of " + name)
                .isTrue();
    }

    @Test
    void mainCode_nobody_writesToStandardStreams() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(MAIN);
    }

    /** If this exception has no cause, Quarkus prints its message without the stack trace. */
    @Test
    void mainCode_problemsOfTheConfiguration_haveNoCause() {
        noClasses()
                .should()
                .callConstructor(ConfigurationException.class, String.class, Throwable.class)
                .check(MAIN);
    }

    @Test
    void mainCode_nobodyButTheLogsFilters_usesJavaUtilLogging() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(qualified("telemetry.LogSanitizer"))
                .and()
                .doNotHaveFullyQualifiedName(qualified("devui.ConfigurationErrorPage"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(MAIN);
    }

    @Test
    void mainCode_nobodyButRetriesAndTheOfflineModel_sleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackages(qualified("model"), qualified("model.offline"), qualified("conformance"))
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("sleep"))
                        .and(JavaCall.Predicates.target(
                                HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(Thread.class)))))
                .check(MAIN);
    }

    /** Otherwise their answers would be empty objects in a native executable. */
    @Test
    void answerBodies_areRegisteredForReflection() {
        ArchRuleDefinition.classes()
                .that()
                .implement(JsonResponseBody.class)
                .should()
                .beAnnotatedWith(RegisterForReflection.class)
                .check(MAIN);
    }

    @Test
    void mainCode_resources_areInHttp() {
        ArchRuleDefinition.classes()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .should()
                .resideInAnyPackage(qualified("http"), qualified("agui"), qualified("mcpserver"))
                .check(MAIN);
    }

    /** A resource without the annotation would be open to every authenticated caller. */
    @Test
    void mainCode_resources_areGuarded() {
        ArchRuleDefinition.classes()
                .that()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .should()
                .beAnnotatedWith(Guarded.class)
                .check(MAIN);
    }

    @Test
    void mainCode_injection_isIntoConstructorsOnly() {
        fields().should().notBeAnnotatedWith(Inject.class).check(MAIN);
        methods().should().notBeAnnotatedWith(Inject.class).check(MAIN);
    }

    @Test
    void mainCode_topLevelTypes_haveSimpleNamesOfTheirOwn() {
        Map<String, List<String>> types =
                topLevelTypes().collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));

        assertThat(types).isNotEmpty();
        assertThat(types.values()).filteredOn(all -> all.size() > 1).isEmpty();
    }

    @Test
    void mainCode_topLevelTypes_areNotCalledAsTypesOfJavaLangOrJavaUtil() {
        assertThat(topLevelTypes()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> isTypeOfTheJdk("java.lang." + name) || isTypeOfTheJdk("java.util." + name)))
                .isEmpty();
    }

    @Test
    void mainCode_caughtExceptions_areCalledE() throws IOException {
        Pattern caught = Pattern.compile("\\bcatch \\([^()]+\\)");
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                caught.matcher(Files.readString(file)).results().forEach(match -> names.add(match.group()));
            }
        }

        // An unused exception has no name.
        assertThat(names).isNotEmpty().allMatch(text -> text.endsWith(" e)") || text.endsWith(" _)"));
    }

    /** Returns the packages with code, without their common prefix. */
    static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        MAIN.stream()
                .filter(resideInAnyPackage(ROOT + ".."))
                .forEach(type -> names.add(
                        type.getPackageName().equals(ROOT)
                                ? ""
                                : type.getPackageName().substring(ROOT.length() + 1)));
        return names;
    }

    private static Stream<JavaClass> topLevelTypes() {
        return MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private static boolean isTypeOfTheJdk(String name) {
        try {
            Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    private static String qualified(String name) {
        return ROOT + "." + name;
    }

    private static Path mainClasses() {
        try {
            return Path.of(ErrorCode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
