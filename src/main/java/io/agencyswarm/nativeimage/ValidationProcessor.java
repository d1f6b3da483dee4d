package io.agencyswarm.nativeimage;

import io.agencyswarm.nativeimage.NativeProcessor.NativeBuild;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.internal.engine.constraintvalidation.ConstraintValidatorDescriptor;
import org.hibernate.validator.internal.engine.messageinterpolation.FormatterWrapper;
import org.hibernate.validator.internal.metadata.core.ConstraintHelper;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Does for Hibernate Validator, which validates tools' arguments, what Quarkus's extension would do. The extension is
 * not used: its validator is created at startup, and from the application's beans only. Here the validator of a
 * constraint is created by reflection at the first use.
 */
public class ValidationProcessor {

    private static final String OWN = "org.hibernate.validator.";
    private static final DotName VALIDATOR = DotName.createSimple(ConstraintValidator.class);
    private static final DotName CONSTRAINT = DotName.createSimple(Constraint.class);

    /** Removes the line with Hibernate Validator's version from the log of the first call of a tool. */
    @BuildStep
    LogCleanupFilterBuildItem version() {
        return new LogCleanupFilterBuildItem("org.hibernate.validator.internal.util.Version", "HV000001:");
    }

    /** Registers the constructors of constraint validators. */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem validators(CombinedIndexBuildItem index) {
        String[] names = Stream.concat(builtIn(), ofApplication(index.getIndex()))
                .sorted()
                .distinct()
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(names)
                .constructors()
                .reason("constraint validators")
                .build();
    }

    /** Registers the method that messages with {@code ${formatter.format(…)}} call by reflection. */
    @BuildStep(onlyIf = NativeBuild.class)
    ReflectiveClassBuildItem formatter() {
        return ReflectiveClassBuildItem.builder(FormatterWrapper.class.getName())
                .methods()
                .reason("messages of constraints")
                .build();
    }

    /**
     * Registers the constraint annotations, whose attributes are read by reflection. Nested annotations, as in
     * Hibernate Validator's {@code @Range}, need proxies.
     */
    @BuildStep(onlyIf = NativeBuild.class)
    void constraints(
            CombinedIndexBuildItem index,
            BuildProducer<ReflectiveClassBuildItem> classes,
            BuildProducer<NativeImageProxyDefinitionBuildItem> proxies) {
        List<String> names = Stream.concat(annotations().map(Class::getName), constraintsOf(index.getIndex()))
                .sorted()
                .distinct()
                .toList();
        classes.produce(ReflectiveClassBuildItem.builder(names.toArray(String[]::new))
                .methods()
                .reason("constraints")
                .build());
        names.forEach(name -> proxies.produce(new NativeImageProxyDefinitionBuildItem(name)));
    }

    /** Returns the built-in validators that Hibernate Validator would use: none for types of missing libraries. */
    static Stream<String> builtIn() {
        ConstraintHelper helper = ConstraintHelper.forAllBuiltinConstraints();
        return constraintTypes()
                .flatMap(type -> helper.getAllValidatorDescriptors(type).stream())
                .map(ConstraintValidatorDescriptor::getValidatorClass)
                .map(Class::getName);
    }

    /** Returns the constraints of an application and of its indexed libraries. */
    static Stream<String> constraintsOf(IndexView index) {
        return index.getAnnotations(CONSTRAINT).stream()
                .map(annotation -> annotation.target().asClass().name().toString());
    }

    /** Returns the validators of an application and of its indexed libraries. */
    static Stream<String> ofApplication(IndexView index) {
        Collection<ClassInfo> validators = index.getAllKnownImplementations(VALIDATOR);
        return validators.stream()
                .filter(type -> !Modifier.isAbstract(type.flags()))
                .map(type -> type.name().toString())
                .filter(name -> !name.startsWith(OWN));
    }

    /** Returns the constraints and their container annotations. */
    private static Stream<Class<?>> annotations() {
        return constraintTypes()
                .flatMap(type -> Stream.concat(
                        Stream.of(type),
                        Arrays.stream(type.getDeclaredClasses()).filter(Class::isAnnotation)));
    }

    private static Stream<Class<? extends Annotation>> constraintTypes() {
        Set<String> names = ConstraintHelper.getBuiltinConstraints();
        return names.stream().map(ValidationProcessor::annotation);
    }

    private static Class<? extends Annotation> annotation(String name) {
        try {
            return Class.forName(name, false, ConstraintHelper.class.getClassLoader())
                    .asSubclass(Annotation.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Hibernate Validator lists a constraint that does not exist.", e);
        }
    }
}
