package io.agencyswarm.tool;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.P;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.schema.Schemas;
import io.agencyswarm.tool.schema.ToolParameter;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Creates tools from beans, records and {@link Tool} objects, and describes them. */
public final class ToolFactory {

    private static final Logger LOG = Logger.getLogger(ToolFactory.class);

    private ToolFactory() {}

    /**
     * Returns the tools of one source:
     *
     * <ul>
     * <li>a {@link Tool} is returned as it is;
     * <li>the class of a record that implements {@link ToolClass} is one tool;
     * <li>for any other object, each method with LangChain4j's {@code @Tool} that is not private, in the order of the
     *     tools' names. The object may be a CDI proxy. The result of a void method is "Done."
     * </ul>
     *
     * @throws AgencyException with {@link ErrorCode#CONFIGURATION} if the source has no tool, or one that is not valid
     */
    public static List<Tool> tools(Object source) {
        return switch (source) {
            case Tool tool -> List.of(tool);
            case Class<?> type -> List.of(recordTool(type));
            default -> methodTools(source);
        };
    }

    /**
     * Writes an OpenAPI 3.1 document, as JSON text, for a server that serves these tools under {@code /tool/}. For
     * clients such as GPT actions.
     *
     * @param url the server's URL, without {@code /tool}
     */
    public static String openApiSchema(List<Tool> tools, String url, String title) {
        return Json.text(ServedToolsDocument.of(tools.stream().map(Tool::spec).toList(), url, title));
    }

    private static Tool recordTool(Class<?> type) {
        if (!type.isRecord() || !ToolClass.class.isAssignableFrom(type)) {
            throw invalid(type.getName() + " is not a valid tool: it must be a record that implements ToolClass."
                    + " To use the methods of a bean, give the bean itself.");
        }
        ObjectNode schema = build(type.getName(), () -> {
            AsyncResults.checkDeclared(returnType(type));
            return Schemas.of(type);
        });
        JsonClassDescription description = type.getAnnotation(JsonClassDescription.class);
        ToolSpec spec = new ToolSpec(
                name(type.getSimpleName(), type.getName()), description == null ? "" : description.value(), schema);
        ToolAnnotations annotations = build(type.getName(), () -> ToolAnnotations.of(type));
        return new RecordTool(spec, annotations, type.asSubclass(ToolClass.class));
    }

    private static Class<?> returnType(Class<?> tool) {
        try {
            return tool.getMethod("run", ToolContext.class).getReturnType();
        } catch (NoSuchMethodException _) {
            // In a native executable, a method that is not called by reflection may be missing.
            return Object.class;
        }
    }

    private static List<Tool> methodTools(Object bean) {
        Collection<Method> methods = toolMethods(bean.getClass());
        if (methods.isEmpty()) {
            throw invalid(
                    bean instanceof ToolClass
                            ? bean.getClass().getName()
                                    + " is given as an object, but each call creates its own instance: give the class."
                            : bean.getClass().getName()
                                    + " has no method with dev.langchain4j.agent.tool.Tool: annotate one.");
        }
        List<String> unexplained = methods.stream()
                .filter(method -> Stream.of(method.getParameters()).anyMatch(ToolFactory::isUnexplained))
                .map(ToolFactory::location)
                .sorted()
                .toList();
        if (!unexplained.isEmpty()) {
            LOG.warnf(
                    "The arguments of %s have no descriptions for models. Add @P(\"…\") to each parameter.",
                    unexplained);
        }
        Map<String, Tool> tools = new TreeMap<>();
        for (Method method : methods) {
            Tool tool = methodTool(bean, method);
            if (tools.put(tool.spec().name(), tool) != null) {
                throw invalid(location(method) + " is a second tool named \""
                        + tool.spec().name() + "\" in its bean: rename it with @Tool(name = …).");
            }
        }
        return List.copyOf(tools.values());
    }

    private static boolean isUnexplained(Parameter parameter) {
        return parameter.getType() != ToolContext.class && !parameter.isAnnotationPresent(P.class);
    }

    private static Tool methodTool(Object bean, Method method) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            throw invalid(
                    location(method) + " is private or static, which a CDI proxy can't call: make it an instance method"
                            + " that is package-private, protected or public.");
        }
        dev.langchain4j.agent.tool.Tool annotation = method.getAnnotation(dev.langchain4j.agent.tool.Tool.class);
        String name = name(annotation.name().isEmpty() ? method.getName() : annotation.name(), location(method));
        return build(location(method), () -> {
            AsyncResults.checkDeclared(method.getReturnType());
            List<ToolParameter> parameters = ToolParameter.of(method, ToolContext.class);
            ToolSpec spec = new ToolSpec(name, String.join("\n", annotation.value()), Schemas.of(parameters));
            return new MethodTool(spec, ToolAnnotations.of(bean, method), bean, method, parameters);
        });
    }

    /**
     * Returns the annotated methods, including those of superclasses, because a proxy's own methods have no
     * annotations.
     */
    private static Collection<Method> toolMethods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Method method : declaring.getDeclaredMethods()) {
                if (method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class)
                        && !method.isBridge()
                        && methods.stream().noneMatch(overriding -> overrides(overriding, method))) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static boolean overrides(Method method, Method other) {
        return method.getName().equals(other.getName())
                && List.of(method.getParameterTypes()).equals(List.of(other.getParameterTypes()));
    }

    private static String name(String name, String location) {
        if (!ToolSpec.isValidName(name)) {
            throw invalid("The tool name \"" + name + "\" of " + location
                    + " is not valid, because model providers accept only 1 to 64 letters, digits, _ and -: rename"
                    + " it.");
        }
        return name;
    }

    private static <T> T build(String location, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | InaccessibleObjectException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION, "The tool " + location + " can't be created: " + e.getMessage() + ".", e);
        }
    }

    private static String location(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    private static AgencyException invalid(String message) {
        return new AgencyException(ErrorCode.CONFIGURATION, message);
    }
}
