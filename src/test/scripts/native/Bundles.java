import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks resource bundles, which must be registered to be available in the executable. */
final class Bundles {

    private Bundles() {}

    /** Returns the bundles in the jars that a class names in a constant, but that are not registered. */
    static List<String> missing(ImageJars jars) {
        Set<String> missing = new TreeSet<>();
        for (String type : jars.reached()) {
            jars.parse(type).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .filter(Bundles::asksForBundle)
                    .flatMap(CodeModel::elementStream)
                    .filter(ConstantInstruction.class::isInstance)
                    .map(instruction -> name(((ConstantInstruction) instruction).constantValue()))
                    .filter(name -> jars.resources().contains(name.replace('.', '/') + ".properties"))
                    .filter(name -> !jars.resourceConfig().contains("\"" + name + "\""))
                    .forEach(name -> missing.add(name + ". It is asked for by " + type));
        }
        // Not in a constant: it is a parameter of Hibernate Validator's bundle locator.
        String validation = "org.hibernate.validator.ValidationMessages";
        if (!jars.resourceConfig().contains("\"" + validation + "\"")) {
            missing.add(validation + ". It is asked for by Hibernate Validator");
        }
        return List.copyOf(missing);
    }

    private static boolean asksForBundle(CodeModel code) {
        for (CodeElement element : code) {
            if (element instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals("java/util/ResourceBundle")
                    && call.name().equalsString("getBundle")) {
                return true;
            }
        }
        return false;
    }

    private static String name(Object constant) {
        String text = constant instanceof ClassDesc type ? type.descriptorString() : String.valueOf(constant);
        return constant instanceof ClassDesc ? text.substring(1, text.length() - 1).replace('/', '.') : text;
    }
}
