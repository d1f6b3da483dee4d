package io.agencyswarm.nativeimage;

import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * Registers tools with all that their schemas are made of and that they return, and output types; and names the classes
 * that must not be initialized while the executable is built.
 * {@code META-INF/quarkus-build-steps.list} names this class and its neighbours.
 */
public class NativeProcessor {

    private static final DotName TOOL = DotName.createSimple("dev.langchain4j.agent.tool.Tool");
    private static final DotName TOOL_CLASS = DotName.createSimple(ToolClass.class);
    private static final DotName TOOL_CONTEXT = DotName.createSimple(ToolContext.class);
    private static final Set<DotName> NO_DATA = Set.of(TOOL_CONTEXT, DotName.createSimple(Object.class));
    private static final String SEALED_TYPES = "META-INF/native-image/io.agencyswarm/sealed-types/reflect-config.json";
    private static final String SOURCE = "tools and output types of Agency Swarm";

    /**
     * Classes of jars that are no Quarkus extensions, each with a static value that an executable can't hold: a
     * {@code Random} has a seed that all processes would share, a buffer has memory of the process that built it.
     */
    private static final List<String> AT_RUN_TIME = List.of(
            "dev.langchain4j.internal.RetryUtils",
            "io.opentelemetry.sdk.internal.AndroidFriendlyRandomHolder",
            "org.flywaydb.core.internal.database.InsertRowLock",
            "org.postgresql.util.LazyCleanerImpl",
            "org.postgresql.util.PasswordUtil$SecureRandomHolder");

    /**
     * Whether a native executable is built, or all that GraalVM would need for one. Public for Quarkus, which makes it.
     */
    public record NativeBuild(NativeConfig config) implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            return config.enabled();
        }
    }

    /** What is initialized at each start, instead of once while the executable is built. */
    @BuildStep(onlyIf = NativeBuild.class)
    void initializedAtRunTime(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        AT_RUN_TIME.forEach(name -> classes.produce(new RuntimeInitializedClassBuildItem(name)));
    }

    /** Watches connections; netty looks for it by its service loader. */
    @BuildStep(onlyIf = NativeBuild.class)
    ServiceProviderBuildItem connectionGuard() {
        return ServiceProviderBuildItem.allProvidersFromClassPath("io.netty.bootstrap.ChannelInitializerExtension");
    }

    /** Methods with {@code @Tool}, and the classes that declare them. */
    @BuildStep(onlyIf = NativeBuild.class)
    void toolMethods(CombinedIndexBuildItem index, BuildProducer<ReflectiveMethodBuildItem> methods) {
        toolMethods(index.getIndex()).forEach(tool -> methods.produce(new ReflectiveMethodBuildItem(SOURCE, tool)));
    }

    /** What goes in and out of tools and agents, with all that it is made of. */
    @BuildStep(onlyIf = NativeBuild.class)
    void dataTypes(CombinedIndexBuildItem index, BuildProducer<ReflectiveHierarchyBuildItem> types) {
        List<Type> declared = data(index.getIndex());
        Stream<Type> subtypes = Subtypes.in(declared, index.getIndex()).stream().map(NativeProcessor::type);
        Stream.concat(declared.stream(), subtypes)
                .map(type -> ReflectiveHierarchyBuildItem.builder(type)
                        .index(index.getIndex())
                        .source(SOURCE)
                        .build())
                .forEach(types::produce);
    }

    /**
     * Lets the executable tell which classes a sealed type permits. Quarkus has no build item for that, and without it a
     * sealed type seems to permit none.
     */
    @BuildStep(onlyIf = NativeBuild.class)
    GeneratedResourceBuildItem sealedTypes(CombinedIndexBuildItem index) {
        String registered = Subtypes.sealed(data(index.getIndex()), index.getIndex()).stream()
                .map(name -> "{\"name\":\"" + name + "\",\"allPermittedSubclasses\":true}")
                .collect(Collectors.joining(",", "[", "]"));
        return new GeneratedResourceBuildItem(SEALED_TYPES, registered.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Type> data(IndexView index) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return Stream.of(
                        toolMethods(index).stream().flatMap(NativeProcessor::data),
                        toolRecords(index),
                        OutputTypes.in(index, classes).stream())
                .flatMap(Function.identity())
                .toList();
    }

    private static List<MethodInfo> toolMethods(IndexView index) {
        return index.getAnnotations(TOOL).stream()
                .map(tool -> tool.target().asMethod())
                .toList();
    }

    /** Records that are tools, and the types that their {@code run} returns. */
    private static Stream<Type> toolRecords(IndexView index) {
        Collection<ClassInfo> records = index.getAllKnownImplementations(TOOL_CLASS);
        // A record may inherit its run from an interface of the application.
        Collection<ClassInfo> interfaces = index.getAllKnownSubinterfaces(TOOL_CLASS);
        Stream<Type> returned = Stream.concat(records.stream(), interfaces.stream())
                .flatMap(type -> type.methods().stream())
                .filter(NativeProcessor::isRun)
                .flatMap(NativeProcessor::data);
        return Stream.concat(records.stream().map(record -> type(record.name())), returned);
    }

    private static Stream<Type> data(MethodInfo method) {
        return Stream.concat(method.parameterTypes().stream(), Stream.of(method.returnType()))
                .filter(type -> type.kind() != Type.Kind.VOID && type.kind() != Type.Kind.PRIMITIVE)
                .filter(type -> !NO_DATA.contains(type.name()));
    }

    private static boolean isRun(MethodInfo method) {
        return method.name().equals("run")
                && method.parametersCount() == 1
                && method.parameterType(0).name().equals(TOOL_CONTEXT);
    }

    private static Type type(DotName name) {
        return Type.create(name, Type.Kind.CLASS);
    }
}
