package io.agencyswarm.nativeimage;

import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveMethodBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * Registers tools with all that their schemas are made of, what LangChain4j's clients write and read, and files of the
 * class path. {@code META-INF/quarkus-build-steps.list} names it. Output types of agents are named in code that runs,
 * so they are for the application to register, with {@code @RegisterForReflection}.
 */
public class NativeProcessor {

    private static final String LANGCHAIN4J = "dev.langchain4j";
    private static final DotName TOOL = DotName.createSimple("dev.langchain4j.agent.tool.Tool");
    private static final DotName TOOL_CLASS = DotName.createSimple(ToolClass.class);
    private static final Set<DotName> NO_DATA =
            Set.of(DotName.createSimple(ToolContext.class), DotName.createSimple(Object.class));
    private static final String SOURCE = "tools of Agency Swarm";

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

    /** Methods with {@code @Tool}, the classes that declare them, and the types of what goes in and out. */
    @BuildStep(onlyIf = NativeBuild.class)
    void toolMethods(
            CombinedIndexBuildItem index,
            BuildProducer<ReflectiveMethodBuildItem> methods,
            BuildProducer<ReflectiveHierarchyBuildItem> types) {
        index.getIndex().getAnnotations(TOOL).stream()
                .map(tool -> tool.target().asMethod())
                .forEach(method -> {
                    methods.produce(new ReflectiveMethodBuildItem(SOURCE, method));
                    data(method).forEach(type -> types.produce(hierarchy(type, index.getIndex())));
                });
    }

    /** Records that are tools. */
    @BuildStep(onlyIf = NativeBuild.class)
    void toolRecords(CombinedIndexBuildItem index, BuildProducer<ReflectiveHierarchyBuildItem> types) {
        index.getIndex().getAllKnownImplementations(TOOL_CLASS).stream()
                .map(record -> Type.create(record.name(), Type.Kind.CLASS))
                .forEach(type -> types.produce(hierarchy(type, index.getIndex())));
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

    /** What is read from the class path. Quarkus itself sees to {@code META-INF/resources}. */
    @BuildStep(onlyIf = NativeBuild.class)
    NativeImageResourcePatternsBuildItem files() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs(
                        "io/agencyswarm/**/*.html",
                        "io/agencyswarm/**/*.json",
                        "META-INF/maven/org.mvnpm/*/pom.properties",
                        "META-INF/maven/org.webjars.npm/*/pom.properties")
                .build();
    }

    private static Stream<Type> data(MethodInfo method) {
        return Stream.concat(method.parameterTypes().stream(), Stream.of(method.returnType()))
                .filter(type -> type.kind() != Type.Kind.VOID && type.kind() != Type.Kind.PRIMITIVE)
                .filter(type -> !NO_DATA.contains(type.name()));
    }

    private static ReflectiveHierarchyBuildItem hierarchy(Type type, IndexView index) {
        return ReflectiveHierarchyBuildItem.builder(type)
                .index(index)
                .source(SOURCE)
                .build();
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
