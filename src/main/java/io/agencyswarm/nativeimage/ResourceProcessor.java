package io.agencyswarm.nativeimage;

import io.agencyswarm.nativeimage.NativeProcessor.NativeBuild;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBundleBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Selects the class path files that are stored in the executable. Quarkus includes all of {@code META-INF/resources}
 * with complete web jars; this class removes the files that no page loads.
 */
public class ResourceProcessor {

    /** A web jar and the files that pages load from it, below its version directory. */
    private record Library(String group, String name, Pattern loaded) {

        private static Library of(String group, String name, String loaded) {
            return new Library(group, name, Pattern.compile("META-INF/resources/[^/]+/" + name + "/[^/]+/" + loaded));
        }

        private boolean is(ResolvedDependency jar) {
            return jar.getGroupId().equals(group) && jar.getArtifactId().equals(name);
        }
    }

    /** The files that {@code playground/libraries.js}, its imports, and {@code redoc/index.html} load. */
    private static final List<Library> LIBRARIES = List.of(
            Library.of(
                    "org.mvnpm",
                    "lit-html",
                    "(lit-html|directive|directive-helpers|async-directive"
                            + "|directives/(guard|live|ref|repeat|unsafe-html))\\.js"),
            Library.of("org.mvnpm", "marked", "lib/marked\\.esm\\.js"),
            Library.of("org.mvnpm", "dompurify", "dist/purify\\.es\\.mjs"),
            Library.of("org.webjars", "redoc", "redoc\\.standalone\\.js"));

    /**
     * Message bundles: of Hibernate Validator, of the application and libraries for it, and of the jars that it and
     * JSON Web Tokens use.
     */
    private static final List<String> BUNDLES = List.of(
            "org.hibernate.validator.ValidationMessages",
            "ValidationMessages",
            "ContributorValidationMessages",
            "jakarta.el.PrivateMessages",
            "org.glassfish.expressly.Messages",
            "org.eclipse.parsson.messages");

    private static final Pattern DOCUMENT = Pattern.compile("agency-swarm\\.openapi\\..+\\.document");

    /** Includes the resource bundles that exist. */
    @BuildStep(onlyIf = NativeBuild.class)
    void texts(BuildProducer<NativeImageResourceBundleBuildItem> bundles) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        BUNDLES.stream()
                .filter(name -> loader.getResource(name.replace('.', '/') + ".properties") != null)
                .forEach(name -> bundles.produce(new NativeImageResourceBundleBuildItem(name)));
    }

    /** Includes the files that are read from the class path. */
    @BuildStep(onlyIf = NativeBuild.class)
    NativeImageResourcePatternsBuildItem files() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs(
                        "io/agencyswarm/**/*.html",
                        "io/agencyswarm/**/*.css",
                        "io/agencyswarm/**/*.json",
                        "io/agencyswarm/**/*.yaml",
                        "META-INF/maven/org.mvnpm/*/pom.properties",
                        "META-INF/maven/org.webjars/redoc/pom.properties",
                        "META-INF/maven/org.webjars.npm/*/pom.properties")
                .build();
    }

    /** Includes the OpenAPI documents that the build-time configuration names. */
    @BuildStep(onlyIf = NativeBuild.class)
    NativeImageResourceBuildItem documents() {
        return new NativeImageResourceBuildItem(documents(ConfigProvider.getConfig()));
    }

    static List<String> documents(Config config) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(key -> DOCUMENT.matcher(key).matches())
                .map(key -> config.getValue(key, String.class))
                .filter(path -> loader.getResource(path) != null)
                .sorted()
                .toList();
    }

    /**
     * Excludes the source maps of Swagger UI. Quarkus copies them into the application's jar, so they can't be removed
     * from a dependency.
     */
    @SuppressWarnings("removal") // Exclude patterns are deprecated in GraalVM.
    @BuildStep(onlyIf = NativeBuild.class)
    NativeImageResourcePatternsBuildItem sourceMaps() {
        return NativeImageResourcePatternsBuildItem.builder()
                .excludePatterns("META-INF/[^/]+__jar/META-INF/resources/openapi-ui/[^/]+\\.map")
                .build();
    }

    /** Removes the files that no page loads from the web jars. */
    @BuildStep(onlyIf = NativeBuild.class)
    void webJars(CurateOutcomeBuildItem application, BuildProducer<RemovedResourceBuildItem> removed) {
        for (ResolvedDependency jar : application.getApplicationModel().getDependencies()) {
            for (Library library : LIBRARIES) {
                if (jar.isRuntimeCp() && library.is(jar)) {
                    removed.produce(new RemovedResourceBuildItem(jar.getKey(), neverLoaded(jar, library.loaded())));
                }
            }
        }
    }

    private static Set<String> neverLoaded(ResolvedDependency jar, Pattern loaded) {
        Set<String> files = new HashSet<>();
        jar.getContentTree().walk(visit -> {
            String path = visit.getRelativePath("/");
            if (path.startsWith("META-INF/resources/")
                    && path.lastIndexOf('/') < path.length() - 1
                    && !loaded.matcher(path).matches()) {
                files.add(path);
            }
        });
        return files;
    }
}
