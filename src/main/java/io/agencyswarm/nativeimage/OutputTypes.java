package io.agencyswarm.nativeimage;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.SendTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Finds the records that agents' output types and the arguments of send tools may be. Which ones they are is only known
 * once the application's producers have run, but the class constant has to come from somewhere: mostly {@code
 * outputType(Invoice.class)}, or a method of the same class that hands it on. So every record counts whose class a class
 * that knows {@link Agent} or {@link SendTool} loads; one record too many costs a few bytes. A class constant from elsewhere is for the application to register.
 */
final class OutputTypes {

    private static final String NAME = Agent.class.getName();
    private static final Set<DotName> USED_WITH_RECORDS = Set.of(
            DotName.createSimple(NAME),
            DotName.createSimple(NAME + "$Builder"),
            DotName.createSimple(SendTool.class.getName()));

    private OutputTypes() {}

    /**
     * The names of the records.
     *
     * @param loader has the class files of the classes in {@code index}
     */
    static Set<DotName> in(IndexView index, ClassLoader loader) {
        Set<DotName> records = new TreeSet<>();
        USED_WITH_RECORDS.stream()
                .flatMap(agent -> index.getKnownUsers(agent).stream())
                .map(ClassInfo::name)
                .distinct()
                .flatMap(user -> classConstants(user, loader))
                .map(index::getClassByName)
                .filter(constant -> constant != null && constant.isRecord())
                .forEach(record -> records.add(record.name()));
        return records;
    }

    private static Stream<DotName> classConstants(DotName user, ClassLoader loader) {
        String file = user.toString().replace('.', '/') + ".class";
        try (InputStream in = loader.getResourceAsStream(file)) {
            byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
            return classConstants(ClassFile.of().parse(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<DotName> classConstants(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(ConstantInstruction.class::isInstance)
                .map(instruction -> ((ConstantInstruction) instruction).constantValue())
                .filter(constant -> constant instanceof ClassDesc name && name.isClassOrInterface())
                .map(name -> DotName.createSimple(binaryName((ClassDesc) name)));
    }

    private static String binaryName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }
}
