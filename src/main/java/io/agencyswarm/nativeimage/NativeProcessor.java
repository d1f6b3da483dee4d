package io.agencyswarm.nativeimage;

import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * Registers tools with all that their schemas are made of and that they return, output types, and what LangChain4j's
 * clients write and read; and names the classes that must not be initialized while the executable is built.
 * {@code META-INF/quarkus-build-steps.list} names this class and its neighbours.
 */
public class NativeProcessor {

    private static final String LANGCHAIN4J = "dev.langchain4j";
    private static final DotName TOOL = DotName.createSimple("dev.langchain4j.agent.tool.Tool");
    private static final DotName TOOL_CLASS = DotName.createSimple(ToolClass.class);
    private static final DotName TOOL_CONTEXT = DotName.createSimple(ToolContext.class);
    private static final Set<DotName> NO_DATA = Set.of(TOOL_CONTEXT, DotName.createSimple(Object.class));
    private static final String SOURCE = "tools and output types of Agency Swarm";

    /**
     * Classes of jars that are no Quarkus extensions, each with a static value that an executable can't hold: a
     * {@code Random} has a seed that all processes would share, a buffer has memory of the process that built it.
     */
    private static final List<String> AT_RUN_TIME = List.of(
            "dev.langchain4j.internal.RetryUtils",
            "io.opentelemetry.sdk.internal.AndroidFriendlyRandomHolder",
            "io.vertx.redis.client.impl.RedisClusterConnection",
            "io.vertx.redis.client.impl.RedisReplicationConnection",
            "io.vertx.redis.client.impl.SentinelTopology",
            "io.vertx.redis.client.impl.Slots",
            "io.vertx.redis.client.impl.types.BulkType");

    /** The clients that have their requests and answers as objects of Jackson. */
    private static final List<String> CLIENTS = List.of(
            "langchain4j-open-ai",
            "langchain4j-anthropic",
            "langchain4j-google-ai-gemini",
            "langchain4j-mistral-ai",
            "langchain4j-ollama");

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

    /** Methods with {@code @Tool}, the classes that declare them, and the types of what goes in and out. */
    @BuildStep(onlyIf = NativeBuild.class)
    void toolMethods(
            CombinedIndexBuildItem index,
            BuildProducer<ReflectiveMethodBuildItem> methods,
            BuildProducer<ReflectiveHierarchyBuildItem> types) {
        List<MethodInfo> tools = index.getIndex().getAnnotations(TOOL).stream()
                .map(tool -> tool.target().asMethod())
                .toList();
        tools.forEach(tool -> methods.produce(new ReflectiveMethodBuildItem(SOURCE, tool)));
        register(tools.stream().flatMap(NativeProcessor::data), index, types);
    }

    /** Records that are tools, and the types that their {@code run} returns. */
    @BuildStep(onlyIf = NativeBuild.class)
    void toolRecords(CombinedIndexBuildItem index, BuildProducer<ReflectiveHierarchyBuildItem> types) {
        Collection<ClassInfo> records = index.getIndex().getAllKnownImplementations(TOOL_CLASS);
        // A record may inherit its run from an interface of the application.
        Collection<ClassInfo> interfaces = index.getIndex().getAllKnownSubinterfaces(TOOL_CLASS);
        Stream<Type> returned = Stream.concat(records.stream(), interfaces.stream())
                .flatMap(type -> type.methods().stream())
                .filter(NativeProcessor::isRun)
                .flatMap(NativeProcessor::data);
        register(Stream.concat(records.stream().map(record -> type(record.name())), returned), index, types);
    }

    /** Records that are agents' output types, as far as the application's classes show which those are. */
    @BuildStep(onlyIf = NativeBuild.class)
    void outputTypes(CombinedIndexBuildItem index, BuildProducer<ReflectiveHierarchyBuildItem> types) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        register(OutputTypes.in(index.getIndex(), classes).stream().map(NativeProcessor::type), index, types);
    }

    /** Makes the clients' classes known to {@link #clients}. */
    @BuildStep(onlyIf = NativeBuild.class)
    void indexClients(BuildProducer<IndexDependencyBuildItem> jars) {
        CLIENTS.forEach(name -> jars.produce(new IndexDependencyBuildItem(LANGCHAIN4J, name)));
    }

    /**
     * The clients' own data, of which each has a package within {@code internal} or {@code model} packages of its own.
     */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem clients(CombinedIndexBuildItem index) {
        String[] names = index.getIndex().getKnownClasses().stream()
                .filter(NativeProcessor::isClientData)
                .map(type -> type.name().toString())
                .sorted()
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(names)
                .constructors()
                .methods()
                .fields()
                .reason("LangChain4j's clients")
                .build();
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

    /** Registers types with all that they are made of. */
    private static void register(
            Stream<Type> data, CombinedIndexBuildItem index, BuildProducer<ReflectiveHierarchyBuildItem> types) {
        List<Type> declared = data.toList();
        Stream<Type> subtypes = Subtypes.in(declared, index.getIndex()).stream().map(NativeProcessor::type);
        Stream.concat(declared.stream(), subtypes)
                .map(type -> ReflectiveHierarchyBuildItem.builder(type)
                        .index(index.getIndex())
                        .source(SOURCE)
                        .build())
                .forEach(types::produce);
    }

    private static Type type(DotName name) {
        return Type.create(name, Type.Kind.CLASS);
    }

    private static boolean isClientData(ClassInfo type) {
        String name = type.name().toString();
        return name.startsWith(LANGCHAIN4J + ".model.")
                && !type.isInterface()
                && (name.contains(".internal.")
                        || name.startsWith(LANGCHAIN4J + ".model.ollama.")
                        || name.startsWith(LANGCHAIN4J + ".model.googleai."));
    }
}
