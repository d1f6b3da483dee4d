package io.agencyswarm.tool.served;

import io.agencyswarm.tool.EnabledIf;
import io.agencyswarm.tool.ServedTool;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import org.jboss.jandex.DotName;

/**
 * Keeps the beans that tools alone need, which nothing has to inject: those whose tools are served, and the conditions of
 * {@link EnabledIf}, whose classes need no scope. An annotation that {@link ServedToolsExtension} adds would not do:
 * Quarkus looks for what a class itself has. {@code META-INF/quarkus-build-steps.list} names this class.
 */
public class ServedToolsProcessor {

    @BuildStep
    UnremovableBeanBuildItem keepBeans() {
        return UnremovableBeanBuildItem.beanClassAnnotation(DotName.createSimple(ServedTool.class));
    }

    /** Makes beans of the conditions that tools name. */
    @BuildStep
    void conditions(CombinedIndexBuildItem index, BuildProducer<AdditionalBeanBuildItem> beans) {
        AdditionalBeanBuildItem.Builder conditions = AdditionalBeanBuildItem.builder()
                .setUnremovable()
                .setDefaultScope(DotName.createSimple("jakarta.inject.Singleton"));
        index.getIndex().getAnnotations(DotName.createSimple(EnabledIf.class)).stream()
                .map(enabled -> enabled.value().asClass().name().toString())
                .distinct()
                .forEach(conditions::addBeanClass);
        beans.produce(conditions.build());
    }
}
