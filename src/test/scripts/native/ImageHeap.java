import java.io.FileDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.PlatformManagedObject;
import java.lang.ref.Cleaner;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The initial heap of the executable, found as native-image does: initializes the classes, including the application's
 * static start, and follows each static field. This finds all values, while a search of static initializers would find
 * only those that they create directly. The result is larger than the real heap: it includes every class that the
 * application might reach, and ignores substitutions.
 */
final class ImageHeap {

    private static final String APPLICATION = "io.quarkus.runner.ApplicationImpl";

    private final ImageJars jars;
    private final MethodHandles.Lookup trusted = trusted();
    private final Map<Class<?>, List<MethodHandle>> getters = new HashMap<>();

    /** Each object that was found, with its holder and the field or index. */
    private final Map<Object, Holder> found = new IdentityHashMap<>();

    private final Deque<Object> todo = new ArrayDeque<>();

    private record Holder(Object holder, String place) {}

    private ImageHeap(ImageJars jars) {
        this.jars = jars;
    }

    /** Returns each value that an executable can't contain, with the path to it. */
    static List<String> forbidden(ImageJars jars) throws ClassNotFoundException {
        ImageHeap heap = new ImageHeap(jars);
        // First, because its static start is the program's, and must not fail.
        Class.forName(APPLICATION, true, ImageHeap.class.getClassLoader());
        Set<String> names = jars.reached();
        List<Class<?>> initialized = new ArrayList<>();
        for (String name : names) {
            heap.initialize(name).ifPresent(initialized::add);
        }
        initialized.forEach(heap::addStatics);
        return heap.walk();
    }

    /**
     * Returns empty for a class that is initialized at run time, and for one that needs a missing class, which can't be
     * in the executable.
     */
    private Optional<Class<?>> initialize(String name) {
        ClassLoader loader = ImageHeap.class.getClassLoader();
        try {
            Class<?> type = Class.forName(name, false, loader);
            return jars.atRunTime(type) ? Optional.empty() : Optional.of(Class.forName(name, true, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private void addStatics(Class<?> type) {
        for (Field field : references(type)) {
            if (Modifier.isStatic(field.getModifiers())) {
                add(get(getter(field), null), null, type.getName() + "." + field.getName());
            }
        }
    }

    private List<String> walk() {
        Set<String> forbidden = new TreeSet<>();
        while (!todo.isEmpty()) {
            Object value = todo.poll();
            Optional<String> fault = fault(value);
            if (fault.isPresent()) {
                forbidden.add(fault.get() + " at " + way(value));
            } else if (value instanceof Object[] array) {
                for (Object element : array) {
                    add(element, value, "[]");
                }
            } else if (!(value instanceof Class || value instanceof ClassLoader || value instanceof Module)) {
                addFields(value);
            }
        }
        return List.copyOf(forbidden);
    }

    private void addFields(Object value) {
        for (Class<?> type = value.getClass(); type != null && !type.isArray(); type = type.getSuperclass()) {
            Class<?> declaring = type;
            for (MethodHandle getter : getters.computeIfAbsent(type, this::gettersOf)) {
                add(get(getter, value), value, declaring.getSimpleName());
            }
        }
    }

    private List<MethodHandle> gettersOf(Class<?> type) {
        List<MethodHandle> handles = new ArrayList<>();
        for (Field field : references(type)) {
            if (!Modifier.isStatic(field.getModifiers())) {
                handles.add(getter(field));
            }
        }
        return handles;
    }

    private static List<Field> references(Class<?> type) {
        try {
            return Stream.of(type.getDeclaredFields())
                    .filter(field -> !field.getType().isPrimitive())
                    .toList();
        } catch (NoClassDefFoundError e) {
            // The type of a field is missing, so the class can't be in the executable.
            return List.of();
        }
    }

    private void add(Object value, Object holder, String place) {
        if (value != null && !found.containsKey(value)) {
            found.put(value, new Holder(holder, place));
            todo.add(value);
        }
    }

    private String way(Object value) {
        StringBuilder way = new StringBuilder();
        for (Object one = value; one != null; one = found.get(one).holder()) {
            way.insert(0, (found.get(one).holder() == null ? "" : ". In ") + found.get(one).place());
        }
        return way.toString();
    }

    /**
     * As GraalVM's DisallowedImageHeapObjects, and its rule for instances of classes that are initialized at run time.
     */
    private Optional<String> fault(Object value) {
        String what = switch (value) {
            case ThreadLocalRandom _ -> null;
            case Random _, SplittableRandom _ -> "a generator of random numbers";
            case Thread thread when thread.isAlive() -> "a thread that runs";
            case Buffer buffer when buffer.isDirect() -> "a buffer outside the heap";
            case FileDescriptor file when file.valid() && !isStandard(file) -> "an open file or socket";
            case Cleaner.Cleanable _ -> "a cleaner of memory or files";
            case ZipFile _ -> "an open archive";
            case MemorySegment memory when memory.isNative() -> "memory outside the heap";
            case PlatformManagedObject _ -> "a management bean of the JVM";
            default -> jars.atRunTime(value.getClass()) ? "an object of a class that is initialized at run time" : null;
        };
        return Optional.ofNullable(what).map(fault -> fault + " (" + value.getClass().getName() + ")");
    }

    private static boolean isStandard(FileDescriptor file) {
        return file == FileDescriptor.in || file == FileDescriptor.out || file == FileDescriptor.err;
    }

    private MethodHandle getter(Field field) {
        try {
            return trusted.unreflectGetter(field);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(MethodHandle getter, Object holder) {
        try {
            return holder == null ? getter.invoke() : getter.invoke(holder);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads fields of any class of any module. */
    private static MethodHandles.Lookup trusted() {
        try {
            Field field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            field.setAccessible(true);
            return (MethodHandles.Lookup) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
