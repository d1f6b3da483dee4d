import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.validator.internal.metadata.core.ConstraintHelper;

/** What only reflection leads to: without its constructors registered it is not in the executable. */
final class Registered {

    private Registered() {}

    /** Validators of Hibernate Validator's own constraints that have no constructor in the executable. */
    static List<String> missingValidators(ImageJars jars) throws ClassNotFoundException {
        ConstraintHelper helper = ConstraintHelper.forAllBuiltinConstraints();
        Set<String> missing = new TreeSet<>();
        for (String constraint : ConstraintHelper.getBuiltinConstraints()) {
            helper.getAllValidatorDescriptors(Class.forName(constraint).asSubclass(java.lang.annotation.Annotation.class))
                    .forEach(validator -> missing.add(validator.getValidatorClass().getName()));
        }
        missing.removeIf(jars::isRegistered);
        return List.copyOf(missing);
    }

    /** Those whose library is not there, which stop the build. */
    static List<String> unusableValidators(ImageJars jars) {
        return jars.registered().stream()
                .filter(name -> name.startsWith("org.hibernate.validator.internal.constraintvalidators."))
                .filter(name -> {
                    try {
                        return Class.forName(name).getConstructors().length == 0;
                    } catch (ClassNotFoundException | LinkageError e) {
                        return true;
                    }
                })
                .toList();
    }
}
