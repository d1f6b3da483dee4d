import java.lang.annotation.Annotation;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.validator.internal.metadata.core.ConstraintHelper;

/**
 * Checks classes that are reached only by reflection: they are in the executable only if their constructors are
 * registered.
 */
final class Registered {

    private Registered() {}

    /** Returns the built-in constraint validators whose constructor is not registered. */
    static List<String> missingValidators(ImageJars jars) throws ClassNotFoundException {
        ConstraintHelper helper = ConstraintHelper.forAllBuiltinConstraints();
        Set<String> missing = new TreeSet<>();
        for (String constraint : ConstraintHelper.getBuiltinConstraints()) {
            helper.getAllValidatorDescriptors(Class.forName(constraint).asSubclass(Annotation.class))
                    .forEach(validator -> missing.add(validator.getValidatorClass().getName()));
        }
        missing.removeIf(jars::isRegistered);
        return List.copyOf(missing);
    }

    /** Returns the registered classes that refer to missing classes, which would stop the build. */
    static List<String> unusableValidators(ImageJars jars) {
        return jars.registered().stream()
                .filter(name -> name.startsWith("org.hibernate.validator.internal.constraintvalidators."))
                .filter(name -> !isLinked(jars.parse(name)))
                .toList();
    }

    private static boolean isLinked(ClassModel type) {
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry named && !isThere(named.asInternalName().replace('/', '.'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThere(String name) {
        try {
            return Class.forName(name, false, Registered.class.getClassLoader()) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
