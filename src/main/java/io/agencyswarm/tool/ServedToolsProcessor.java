package io.agencyswarm.tool;

import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import org.jboss.jandex.DotName;

/**
 * Keeps the beans whose tools are served, which nothing needs to inject. An annotation that {@link ServedToolsExtension}
 * adds would not do: Quarkus looks for what a class itself has. {@code META-INF/quarkus-build-steps.list} names this
 * class.
 */
public class ServedToolsProcessor {

    @BuildStep
    UnremovableBeanBuildItem keepBeans() {
        return UnremovableBeanBuildItem.beanClassAnnotation(DotName.createSimple(ServedTool.class));
    }
}
