package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.schema.ArgumentBinder;
import io.agencyswarm.tool.schema.ToolParameter;
import io.agencyswarm.tool.schema.Validation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool that calls a method of a bean. */
final class MethodTool implements AnnotatedTool {

    /** The output of a method without a result. Models interpret an empty output or null as a failure. */
    private static final String DONE = "Done.";

    private final ToolSpec spec;
    private final ToolAnnotations annotations;
    private final Object bean;
    private final Method method;
    private final List<ToolParameter> parameters;
    private final MethodHandle handle;

    /**
     * Creates a tool that calls {@code method} on {@code bean}, which may be a proxy.
     *
     * @throws java.lang.reflect.InaccessibleObjectException if the method's module does not open its package
     */
    MethodTool(ToolSpec spec, ToolAnnotations annotations, Object bean, Method method, List<ToolParameter> parameters) {
        this.spec = spec;
        this.annotations = annotations;
        this.bean = bean;
        this.method = method;
        this.parameters = parameters;
        this.handle = handle(bean, method);
    }

    private static MethodHandle handle(Object bean, Method method) {
        method.setAccessible(true);
        try {
            return MethodHandles.lookup()
                    .unreflect(method)
                    .bindTo(bean)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public ToolAnnotations annotations() {
        return annotations;
    }

    @Override
    public @Nullable Object call(ToolContext context, ObjectNode arguments) throws Exception {
        @Nullable Object[] values = new @Nullable Object[method.getParameterCount()];
        // The arguments replace it, except in parameters that are not arguments: those are of type ToolContext.
        Arrays.fill(values, context);
        ArgumentBinder.bind(parameters, spec.inputSchema(), arguments, values);
        Validation.check(bean, method, values, this::nameAt);
        Object result = invoke(values);
        return method.getReturnType() == void.class ? DONE : result;
    }

    private String nameAt(int index) {
        return parameters.stream()
                .filter(parameter -> parameter.index() == index)
                .map(ToolParameter::name)
                .findFirst()
                .orElse("");
    }

    private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
        try {
            return handle.invokeExact(values);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
