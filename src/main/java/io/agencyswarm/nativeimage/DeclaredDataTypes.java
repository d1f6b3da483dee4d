package io.agencyswarm.nativeimage;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.SendTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/**
 * Finds the possible output types of agents and arguments of send tools. The actual ones are known only after the
 * application's producers have run. But their types usually occur in the same class, as
 * {@code outputType(Invoice.class)}, in a method that passes the type on, or as
 * {@code new TypeReference<List<Offer>>() {}}. Therefore, in each class that refers to {@link Agent} or
 * {@link SendTool}, all class constants of records, enums and sealed types count, and the arguments of each
 * {@link TypeReference}. An unneeded registration costs a few bytes. The application has to register types from other
 * classes itself.
 */
final class DeclaredDataTypes {

    private static final String NAME = Agent.class.getName();
    private static final DotName REFERENCE = DotName.createSimple(TypeReference.class);
    private static final Set<DotName> USED_WITH_TYPES = Set.of(
            DotName.createSimple(NAME),
            DotName.createSimple(NAME + "$Builder"),
            DotName.createSimple(SendTool.class.getName()));

    private DeclaredDataTypes() {}

    /**
     * Returns the types.
     *
     * @param loader finds the class files of the classes in {@code index}
     */
    static Set<Type> in(IndexView index, ClassLoader loader) {
        Set<DotName> users = USED_WITH_TYPES.stream()
                .flatMap(agent -> index.getKnownUsers(agent).stream())
                .map(ClassInfo::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Stream<Type> constants = users.stream()
                .flatMap(user -> classConstants(user, loader))
                .map(index::getClassByName)
                .filter(constant ->
                        constant != null && (constant.isRecord() || constant.isEnum() || constant.isSealed()))
                .map(constant -> Type.create(constant.name(), Type.Kind.CLASS));
        Stream<Type> references = index.getKnownDirectSubclasses(REFERENCE).stream()
                .filter(reference -> users.contains(reference.enclosingClassAlways()))
                .map(ClassInfo::superClassType)
                .filter(type -> type.kind() == Type.Kind.PARAMETERIZED_TYPE)
                .map(type -> type.asParameterizedType().arguments().getFirst());
        return Stream.concat(constants, references).collect(Collectors.toCollection(LinkedHashSet::new));
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
