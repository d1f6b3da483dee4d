package io.agencyswarm.tool.served;

import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the classes with {@link ServedTool} while the application is built and makes the bean {@link ServedTools} of
 * them.
 */
public class ServedToolsExtension implements BuildCompatibleExtension {

    private final List<ClassInfo> classes = new ArrayList<>();

    /** Notes a class. Records are named, because the index knows no Record. */
    @Enhancement(
            types = {Object.class, Record.class},
            withSubtypes = true,
            withAnnotations = ServedTool.class)
    public void find(ClassConfig type) {
        classes.add(type.info());
    }

    /** Adds the bean. */
    @Synthesis
    public void addBean(SyntheticComponents components) {
        components
                .addBean(ServedTools.class)
                .type(ServedTools.class)
                .scope(Singleton.class)
                .withParam("classes", classes.toArray(ClassInfo[]::new))
                .createWith(Creator.class);
    }

    /** Makes the bean when the application runs. */
    public static class Creator implements SyntheticBeanCreator<ServedTools> {

        @Override
        public ServedTools create(Instance<Object> lookup, Parameters params) {
            List<Tool> tools = new ArrayList<>();
            for (Class<?> type : params.get("classes", Class[].class)) {
                source(type, lookup)
                        .ifPresent(source -> ToolFactory.tools(source).stream()
                                .filter(Tool::served)
                                .forEach(tools::add));
            }
            return new ServedTools(tools);
        }

        /** A class that is no bean is served once an agent is given an object of it, and can't be before. */
        private static Optional<Object> source(Class<?> type, Instance<Object> lookup) {
            if (ToolClass.class.isAssignableFrom(type)) {
                return Optional.of(type);
            }
            Instance<?> bean = lookup.select(type);
            return bean.isResolvable() ? Optional.of(bean.get()) : Optional.empty();
        }
    }
}
