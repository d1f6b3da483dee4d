package io.agencyswarm.tool.served;

import io.agencyswarm.tool.EnabledIf;
import io.agencyswarm.tool.ServedTool;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import jakarta.inject.Singleton;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

/**
 * Finds the classes with {@link ServedTool} at build time, and prevents the removal of beans that only tools need:
 * those whose tools are served, and the conditions of {@link EnabledIf}, whose classes need no scope.
 * {@code META-INF/quarkus-build-steps.list} names this class. No other class may refer to it, because its dependencies
 * exist only at build time.
 */
public class ServedToolsProcessor {

    private static final DotName SERVED_TOOL = DotName.createSimple(ServedTool.class);
    private static final DotName ENABLED_IF = DotName.createSimple(EnabledIf.class);

    /** Creates the bean {@link ServedTools}. */
    @BuildStep
    SyntheticBeanBuildItem servedTools(CombinedIndexBuildItem index) {
        ClassInfo[] classes = index.getIndex().getAnnotations(SERVED_TOOL).stream()
                .map(ServedToolsProcessor::classOf)
                .distinct()
                .toArray(ClassInfo[]::new);
        return SyntheticBeanBuildItem.configure(ServedTools.class)
                .scope(Singleton.class)
                .param(ServedToolsCreator.CLASSES, classes)
                .creator(ServedToolsCreator.class)
                .done();
    }

    @BuildStep
    UnremovableBeanBuildItem keepBeans() {
        return UnremovableBeanBuildItem.beanClassAnnotation(SERVED_TOOL);
    }

    /** Registers the conditions that tools name as beans. */
    @BuildStep
    void conditions(CombinedIndexBuildItem index, BuildProducer<AdditionalBeanBuildItem> beans) {
        AdditionalBeanBuildItem.Builder conditions = AdditionalBeanBuildItem.builder()
                .setUnremovable()
                .setDefaultScope(DotName.createSimple(Singleton.class));
        index.getIndex().getAnnotations(ENABLED_IF).stream()
                .map(enabled -> enabled.value().asClass().name().toString())
                .distinct()
                .forEach(conditions::addBeanClass);
        beans.produce(conditions.build());
    }

    /** Returns the class that has the annotation, or whose method has it. */
    private static ClassInfo classOf(AnnotationInstance annotation) {
        AnnotationTarget target = annotation.target();
        return target.kind() == AnnotationTarget.Kind.METHOD ? target.asMethod().declaringClass() : target.asClass();
    }
}
