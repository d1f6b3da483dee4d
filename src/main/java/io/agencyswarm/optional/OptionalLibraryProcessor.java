package io.agencyswarm.optional;

import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import java.util.Arrays;
import org.jboss.jandex.DotName;

/**
 * Excludes the classes whose library the application does not have. {@code META-INF/quarkus-build-steps.list} names
 * this class.
 */
public class OptionalLibraryProcessor {

    private static final DotName IF_LIBRARY = DotName.createSimple(IfLibrary.class);

    /** Excludes the marked classes from bean discovery. */
    @BuildStep
    void leaveOut(CombinedIndexBuildItem index, BuildProducer<ExcludedTypeBuildItem> excluded) {
        index.getIndex().getAnnotations(IF_LIBRARY).stream()
                .filter(annotation ->
                        !isPresent(OptionalLibrary.valueOf(annotation.value().asEnum())))
                .map(annotation -> annotation.target().asClass().name().toString())
                .forEach(name -> excluded.produce(new ExcludedTypeBuildItem(name)));
    }

    /**
     * Registers the libraries' classes, because {@link OptionalLibrary#isPresent} finds only registered classes in a
     * native executable.
     */
    @BuildStep
    ReflectiveClassBuildItem present() {
        String[] types = Arrays.stream(OptionalLibrary.values())
                .filter(library -> library.isCode() && isPresent(library))
                .map(OptionalLibrary::content)
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(types)
                .constructors(false)
                .reason("libraries that may be missing")
                .build();
    }

    private static boolean isPresent(OptionalLibrary library) {
        return library.isCode()
                ? QuarkusClassLoader.isClassPresentAtRuntime(library.content())
                : QuarkusClassLoader.isResourcePresentAtRuntime(library.content());
    }
}
