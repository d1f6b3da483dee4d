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
 * Registers what the stores in databases need: Flyway's plugins, which it finds by a service loader and copies through
 * Jackson, PostgreSQL's driver, and the tables' scripts. SQLite's jar registers its library itself. On the JVM that
 * library needs a permission.
 */
public class StoreProcessor {

    private static final String PLUGIN = "org.flywaydb.core.extensibility.Plugin";
    private static final String SQLITE = "org.sqlite.JDBC";

    /** Without it the JVM warns when SQLite's library is loaded, and will refuse it in a later version. */
    @BuildStep
    void allowSqlitesLibrary(BuildProducer<ModuleEnableNativeAccessBuildItem> allowed) {
        if (QuarkusClassLoader.isClassPresentAtRuntime(SQLITE)) {
            allowed.produce(new ModuleEnableNativeAccessBuildItem("org.xerial.sqlitejdbc"));
        }
    }

    /** Flyway's plugins, by their names in the jars. */
    @BuildStep(onlyIf = NativeBuild.class)
    void plugins(BuildProducer<ServiceProviderBuildItem> services) {
        if (QuarkusClassLoader.isClassPresentAtRuntime(PLUGIN)) {
            services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(PLUGIN));
        }
    }

    /** All that is made by reflection. */
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

    /** The drivers, whose names are looked up. One that is not there is left out. */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem drivers() {
        return ReflectiveClassBuildItem.builder("org.postgresql.Driver", SQLITE)
                .constructors()
                .reason("drivers of stores")
                .build();
    }

    /** The tables. */
    @BuildStep(onlyIf = NativeBuild.class)
    NativeImageResourcePatternsBuildItem scripts() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs("io/agencyswarm/**/*.sql", "org/flywaydb/core/internal/version.txt")
                .build();
    }
}
