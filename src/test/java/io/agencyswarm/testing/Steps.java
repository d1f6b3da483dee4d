package io.agencyswarm.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Counts the steps of code, to find out without a clock whether it is linear in its input. A step is a call of a
 * method, a backward jump in a loop, or an element that a search in a list visits, in the classes of this project and
 * of the JSON library. Not thread-safe.
 */
public final class Steps {

    private static final String COUNTER = Steps.class.getName();
    private static final List<String> COUNTED = List.of("io.agencyswarm.", "com.fasterxml.jackson.");
    private static final Set<String> LISTS =
            Set.of("java/util/List", "java/util/ArrayList", "java/util/Collection", "java/util/LinkedList");
    private static final Set<String> SEARCHES = Set.of("contains", "indexOf", "remove");

    private static long count;

    private Steps() {}

    /**
     * Returns the number of steps for an input of this size.
     *
     * @param work a class with a constructor without parameters; it is reloaded with everything that it uses
     */
    public static synchronized long of(Class<? extends IntConsumer> work, int size) {
        try {
            Class<?> counted = new Counting().loadClass(work.getName());
            var constructor = counted.getDeclaredConstructor();
            constructor.setAccessible(true);
            IntConsumer consumer = (IntConsumer) constructor.newInstance();
            // The first call initializes classes.
            consumer.accept(1);
            count = 0;
            consumer.accept(size);
            return count;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(work + " can't be run", e);
        }
    }

    /** Called by instrumented classes. */
    public static void step() {
        count++;
    }

    /** Called by instrumented classes before they search in a collection, which may be a set. */
    public static Object search(Object collection, Object expected) {
        if (collection instanceof List<?> list) {
            count += list.size();
        }
        return expected;
    }

    private static final class Counting extends ClassLoader {

        private static final ClassDesc STEPS = ClassDesc.of(COUNTER);
        private static final MethodTypeDesc STEP = MethodTypeDesc.of(ConstantDescs.CD_void);
        private static final MethodTypeDesc SEARCH =
                MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

        Counting() {
            super(Steps.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(COUNTER) || COUNTED.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] counting = counting(in.readAllBytes());
                return defineClass(name, counting, 0, counting.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] counting(byte[] plain) {
            ClassFile file = ClassFile.of();
            return file.transformClass(
                    file.parse(plain), ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Counter::new)));
        }

        /** Instruments one method. */
        private static final class Counter implements CodeTransform {

            private final Set<Label> passed = new HashSet<>();

            @Override
            public void atStart(CodeBuilder code) {
                code.invokestatic(STEPS, "step", STEP);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                switch (element) {
                    case LabelTarget target -> passed.add(target.label());
                    case BranchInstruction jump
                    when passed.contains(jump.target()) -> code.invokestatic(STEPS, "step", STEP);
                    case InvokeInstruction call when isSearch(call) -> search(code);
                    default -> {}
                }
                code.with(element);
            }

            private static boolean isSearch(InvokeInstruction call) {
                return LISTS.contains(call.owner().asInternalName())
                        && SEARCHES.contains(call.name().stringValue())
                        && call.typeSymbol().parameterList().equals(List.of(ConstantDescs.CD_Object));
            }

            private static void search(CodeBuilder code) {
                // collection, wanted → collection, wanted
                code.dup2().invokestatic(STEPS, "search", SEARCH).pop();
            }
        }
    }
}
