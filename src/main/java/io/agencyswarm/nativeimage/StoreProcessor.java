package io.agencyswarm.nativeimage;

import io.agencyswarm.nativeimage.NativeProcessor.NativeBuild;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ModuleEnableNativeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.util.ServiceUtil;
import java.io.IOException;
import java.util.Set;

/**
 * Registers what the database stores need: Flyway's plugins, which it finds by a service loader and copies by Jackson,
 * PostgreSQL's driver, and the SQL scripts. SQLite's jar registers its native library itself. On the JVM, that library
 * needs native access.
 */
public class StoreProcessor {

    private static final String PLUGIN = "org.flywaydb.core.extensibility.Plugin";
    private static final String SQLITE = "org.sqlite.JDBC";

    /**
     * Enables native access for SQLite's library. Without it the JVM logs a warning, and a later version will refuse to
     * load it.
     */
    @BuildStep
    void allowSqlitesLibrary(BuildProducer<ModuleEnableNativeAccessBuildItem> allowed) {
        if (QuarkusClassLoader.isClassPresentAtRuntime(SQLITE)) {
            allowed.produce(new ModuleEnableNativeAccessBuildItem("org.xerial.sqlitejdbc"));
        }
    }

    /** Registers the services of Flyway's plugins. */
    @BuildStep(onlyIf = NativeBuild.class)
    void plugins(BuildProducer<ServiceProviderBuildItem> services) {
        if (QuarkusClassLoader.isClassPresentAtRuntime(PLUGIN)) {
            services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(PLUGIN));
        }
    }

    /** Registers the classes of Flyway's plugins for reflection. */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem pluginClasses() throws IOException {
        Set<String> names = ServiceUtil.classNamesNamedIn(
                Thread.currentThread().getContextClassLoader(), "META-INF/services/" + PLUGIN);
        return ReflectiveClassBuildItem.builder(names.toArray(String[]::new))
                .constructors()
                .methods()
                .fields()
                .reason("plugins of Flyway")
                .build();
    }

    /** Registers the JDBC drivers, which are loaded by name. A missing one is ignored. */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem drivers() {
        return ReflectiveClassBuildItem.builder("org.postgresql.Driver", SQLITE)
                .constructors()
                .reason("drivers of stores")
                .build();
    }

    /** Includes the SQL scripts. */
    @BuildStep(onlyIf = NativeBuild.class)
    NativeImageResourcePatternsBuildItem scripts() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs("io/agencyswarm/**/*.sql", "org/flywaydb/core/internal/version.txt")
                .build();
    }
}
