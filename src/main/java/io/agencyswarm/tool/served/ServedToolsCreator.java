package io.agencyswarm.tool.served;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolFactory;
import io.quarkus.arc.Arc;
import io.quarkus.arc.BeanCreator;
import io.quarkus.arc.SyntheticCreationalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Creates the bean {@link ServedTools} when the application starts, from the classes that were found at build time. */
public class ServedToolsCreator implements BeanCreator<ServedTools> {

    /** The parameter with the classes. */
    static final String CLASSES = "classes";

    @Override
    public ServedTools create(SyntheticCreationalContext<ServedTools> context) {
        List<Tool> tools = new ArrayList<>();
        for (Class<?> type :
                (Class<?>[]) Objects.requireNonNull(context.getParams().get(CLASSES))) {
            source(type)
                    .ifPresent(source -> ToolFactory.tools(source).stream()
                            .filter(Tool::served)
                            .forEach(tools::add));
        }
        return new ServedTools(tools);
    }

    /** Returns empty for a class that is not a bean: its tools are served only if an agent has an object of it. */
    private static Optional<Object> source(Class<?> type) {
        if (ToolClass.class.isAssignableFrom(type)) {
            return Optional.of(type);
        }
        return Optional.ofNullable(Arc.container().select(type).orNull());
    }
}
