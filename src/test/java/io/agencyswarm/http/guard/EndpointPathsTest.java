package io.agencyswarm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointPathsTest {

    private static final String AGUI = "agui";

    private static final List<Class<?>> RESOURCES = new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.agencyswarm.http", "io.agencyswarm.agui", "io.agencyswarm.mcpserver")
                    .stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    /** One agency and one tool. */
    private static final EndpointPaths.ServedNames TRAVEL_AND_ADD = served("travel", "add");

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void table_ofEachBuild_hasThePathsAndMethodsOfTheResources(boolean contract, boolean mcp) {
        Map<String, Set<String>> table = EndpointPaths.ALL.stream()
                .filter(endpoint -> endpoint.isIn(contract, mcp))
                .collect(Collectors.toMap(
                        EndpointPaths.Endpoint::path,
                        endpoint ->
                                new TreeSet<>(List.of(endpoint.kind().methods().split(", ", 0))),
                        (one, other) -> one,
                        TreeMap::new));

        assertThat(table).isEqualTo(declared(contract, mcp));
    }

    static Stream<EndpointPaths.Endpoint> endpoints() {
        return EndpointPaths.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void kind_ofEachPath_isItsEndpoints(EndpointPaths.Endpoint endpoint) {
        String path = endpoint.path()
                .replace("{agency}", "travel")
                .replace("{tool}", "add")
                .replaceAll("\\{\\w+}", "7");

        assertThat(kind(path)).isEqualTo(endpoint.kind());
        assertThat(kind(path + "/")).isEqualTo(endpoint.kind());
        assertThat(kind(path + ";a=1")).isEqualTo(endpoint.kind());
        assertThat(kind(path + "/more/and/more")).isEqualTo(PathKind.OTHER);
    }

    @Test
    void kind_ofAPathOfTheApplication_isOther() {
        assertThat(Stream.of(
                                "",
                                "/",
                                "/travel",
                                "/shop/runs",
                                "/shop/runs/7/stream",
                                "/tool/subtract",
                                "//get_response")
                        .map(EndpointPathsTest::kind))
                .containsOnly(PathKind.OTHER);
    }

    @Test
    void kind_ofAToolNamedLikeAnEndpointOfAgencies_isTool() {
        EndpointPaths paths = new EndpointPaths(true, true, served("travel", "get_response"));

        assertThat(paths.kind("/tool/get_response")).isEqualTo(PathKind.TOOL);
        assertThat(paths.kind("/travel/get_response")).isEqualTo(PathKind.RUN);
    }

    private static EndpointPaths.ServedNames served(String agency, String tool) {
        return new EndpointPaths.ServedNames() {

            @Override
            public boolean isAgency(String segment) {
                return segment.equals(agency);
            }

            @Override
            public boolean isTool(String segment) {
                return segment.equals(tool);
            }
        };
    }

    private static PathKind kind(String path) {
        return new EndpointPaths(true, true, TRAVEL_AND_ADD).kind(path);
    }

    /** Returns the methods of each path that the resources of a build declare. */
    private static Map<String, Set<String>> declared(boolean contract, boolean mcp) {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Class<?> resource : RESOURCES) {
            if (isIn(resource, contract, mcp)) {
                for (Method method : resource.getDeclaredMethods()) {
                    httpMethods(method)
                            .forEach(name -> methods.computeIfAbsent(path(resource, method), _ -> new TreeSet<>())
                                    .add(name));
                }
            }
        }
        return methods;
    }

    private static boolean isIn(Class<?> resource, boolean contract, boolean mcp) {
        IfBuildProfile only = resource.getAnnotation(IfBuildProfile.class);
        UnlessBuildProfile unless = resource.getAnnotation(UnlessBuildProfile.class);
        boolean built = contract
                ? only == null || !only.value().equals(AGUI)
                : unless == null || !unless.value().equals(AGUI);
        return built && (mcp || !resource.isAnnotationPresent(EndpointDisabled.class));
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        return resource.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    }

    /** Returns the methods by which a request reaches this one. Jakarta REST answers HEAD with the resource's GET. */
    private static Stream<String> httpMethods(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .flatMap(name -> name.equals("GET") ? Stream.of(name, "HEAD") : Stream.of(name));
    }
}
