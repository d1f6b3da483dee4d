package io.agencyswarm.nativeimage;

import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ConfigClassBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
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
 * Registers for native executables: tools, the types of their arguments and results, output types, the configuration
 * mappings, the connection guard, and the classes that must not be initialized at build time.
 * {@code META-INF/quarkus-build-steps.list} names this class and the other processors of this package.
 */
public class NativeProcessor {

    private static final DotName TOOL = DotName.createSimple("dev.langchain4j.agent.tool.Tool");
    private static final DotName TOOL_CLASS = DotName.createSimple(ToolClass.class);
    private static final DotName TOOL_CONTEXT = DotName.createSimple(ToolContext.class);
    private static final Set<DotName> NO_DATA = Set.of(TOOL_CONTEXT, DotName.createSimple(Object.class));
    private static final String SEALED_TYPES = "META-INF/native-image/io.agencyswarm/sealed-types/reflect-config.json";
    private static final String SOURCE = "tools and output types of Agency Swarm";

    /**
     * Classes in jars without a Quarkus extension, each with a static value that must not be stored in an executable:
     * the seed of a {@code Random} would be the same in all processes, and a buffer refers to memory of the build
     * process.
     */
    private static final List<String> AT_RUN_TIME = List.of(
            "dev.langchain4j.internal.RetryUtils",
            "io.opentelemetry.sdk.internal.AndroidFriendlyRandomHolder",
            "org.flywaydb.core.internal.database.InsertRowLock",
            "org.postgresql.util.LazyCleanerImpl",
            "org.postgresql.util.PasswordUtil$SecureRandomHolder");

    /** Whether a native executable, or only its sources, are built. Public because Quarkus creates it. */
    public record NativeBuild(NativeConfig config) implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            return config.enabled();
        }
    }

    /** Registers the classes to initialize at each start instead of at build time. */
    @BuildStep(onlyIf = NativeBuild.class)
    void initializedAtRunTime(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        AT_RUN_TIME.forEach(name -> classes.produce(new RuntimeInitializedClassBuildItem(name)));
    }

    /** Registers the connection guard, which netty finds by its service loader. */
    @BuildStep(onlyIf = NativeBuild.class)
    ServiceProviderBuildItem connectionGuard() {
        return ServiceProviderBuildItem.allProvidersFromClassPath("io.netty.bootstrap.ChannelInitializerExtension");
    }

    /** Registers the methods of this project's configuration mappings, whose ranges are read by reflection. */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem settings(List<ConfigClassBuildItem> mappings) {
        String[] groups = mappings.stream()
                .flatMap(mapping -> mapping.getConfigComponentInterfaces().stream())
                .map(Class::getName)
                .filter(name -> name.startsWith("io.agencyswarm."))
                .sorted()
                .distinct()
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(groups)
                .methods()
                .reason("ranges of settings")
                .build();
    }

    /** Registers methods with {@code @Tool} and their classes. */
    @BuildStep(onlyIf = NativeBuild.class)
    void toolMethods(CombinedIndexBuildItem index, BuildProducer<ReflectiveMethodBuildItem> methods) {
        toolMethods(index.getIndex()).forEach(tool -> methods.produce(new ReflectiveMethodBuildItem(SOURCE, tool)));
    }

    /** Registers the arguments and results of tools and agents, with the types of their components. */
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
     * Registers the permitted classes of sealed types. Quarkus has no build item for this; without it a sealed type has
     * no permitted classes at run time.
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
                        DeclaredDataTypes.in(index, classes).stream())
                .flatMap(Function.identity())
                .toList();
    }

    private static List<MethodInfo> toolMethods(IndexView index) {
        return index.getAnnotations(TOOL).stream()
                .map(tool -> tool.target().asMethod())
                .toList();
    }

    /** Returns the records that are tools, and the types that their {@code run} returns. */
    private static Stream<Type> toolRecords(IndexView index) {
        Collection<ClassInfo> records = index.getAllKnownImplementations(TOOL_CLASS);
        // A record may inherit run() from an interface of the application.
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
