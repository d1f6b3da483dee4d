import java.io.IOException;
import java.io.StringReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes in the jars for native-image, and the jars' configuration. */
final class ImageJars {

    private static final String FEATURE = "io.quarkus.runner.Feature";
    private static final List<String> ENTRIES = List.of("io.quarkus.runner.GeneratedMain", "io.quarkus.runner.ApplicationImpl");
    private static final String AT_RUN_TIME = "--initialize-at-run-time=";

    /** Netty's lists of handlers, which do not make a handler reachable. */
    private static final String OF_REACHED = "/generated/handlers/";

    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");

    /** The directory of Quarkus's own files; those of jars are in subdirectories. */
    private static final String QUARKUS = "META-INF/native-image/";

    private static final Pattern OF_NATIVE_IMAGE = Pattern.compile("META-INF/native-image/(.*/)?[^/]+\\.(json|properties)");

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Set<String> resources = new HashSet<>();
    private final Set<String> atRunTime = new TreeSet<>();
    private final List<String> named = new ArrayList<>(ENTRIES);
    private final Set<String> registered = new TreeSet<>();
    private String resourceConfig = "";

    private ImageJars() {}

    static ImageJars read(Path sources) throws IOException {
        ImageJars jars = new ImageJars();
        for (Path jar : files(sources, "*-runner.jar")) {
            jars.readJar(jar);
        }
        for (Path jar : files(sources.resolve("lib"), "*.jar")) {
            jars.readJar(jar);
        }
        jars.readFeature();
        return jars;
    }

    /** Returns the names of all classes. */
    Set<String> names() {
        return classes.keySet();
    }

    /** Returns the class file of a class of the image. */
    ClassModel parse(String name) {
        return ClassFile.of().parse(classes.get(name));
    }

    /** Returns the paths of all files. */
    Set<String> resources() {
        return resources;
    }

    /** Returns the classes that Quarkus registers for reflection. */
    Set<String> registered() {
        return registered;
    }

    boolean isRegistered(String type) {
        return registered.contains(type);
    }

    String resourceConfig() {
        return resourceConfig;
    }

    /** Whether a class is initialized at run time; its subclasses are too. */
    boolean atRunTime(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (atRunTime.contains(one.getName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the classes that the application may reach: by a name in the constant pool of a reachable class, by
     * registered reflection, or as a service. GraalVM's own analysis reaches fewer.
     */
    Set<String> reached() {
        Set<String> reached = new TreeSet<>();
        Deque<String> todo = new ArrayDeque<>(named);
        while (!todo.isEmpty()) {
            String name = todo.poll();
            if (classes.containsKey(name) && reached.add(name)) {
                for (PoolEntry entry : parse(name).constantPool()) {
                    if (entry instanceof ClassEntry type) {
                        todo.add(element(type.asInternalName()));
                    }
                }
            }
        }
        return reached;
    }

    private static String element(String internalName) {
        String name = internalName.replace('/', '.').replaceFirst("^\\[+", "");
        return internalName.startsWith("[") && name.endsWith(";") ? name.substring(1, name.length() - 1) : name;
    }

    private void readJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory()) {
                    readEntry(jar, entry);
                }
            }
        }
    }

    private void readEntry(JarFile jar, JarEntry entry) throws IOException {
        String name = entry.getName();
        resources.add(name);
        if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
            classes.putIfAbsent(
                    name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                    jar.getInputStream(entry).readAllBytes());
        } else if (name.startsWith("META-INF/services/")) {
            text(jar, entry).lines().map(line -> line.replaceFirst("#.*", "").strip()).forEach(named::add);
        } else if (OF_NATIVE_IMAGE.matcher(name).matches()) {
            readConfig(name, text(jar, entry));
        }
    }

    private void readConfig(String file, String text) throws IOException {
        if (file.endsWith("native-image.properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            for (String arg : properties.getProperty("Args", "").split("\\s+")) {
                if (arg.startsWith(AT_RUN_TIME)) {
                    atRunTime.addAll(List.of(arg.substring(AT_RUN_TIME.length()).split(",")));
                }
            }
        } else if (file.endsWith("/reflect-config.json") && !file.contains(OF_REACHED)) {
            Matcher name = NAME.matcher(text);
            while (name.find()) {
                named.add(name.group(1));
                if (file.equals(QUARKUS + "reflect-config.json")) {
                    registered.add(name.group(1));
                }
            }
        } else if (file.equals(QUARKUS + "resource-config.json")) {
            resourceConfig = text;
        }
    }

    /** Returns the classes that are initialized at run time, which Quarkus's feature loads by name. */
    private void readFeature() {
        parse(FEATURE).methods().stream().flatMap(method -> method.code().stream()).forEach(code -> {
            String text = "";
            for (CodeElement element : code) {
                if (element instanceof ConstantInstruction constant && constant.constantValue() instanceof String name) {
                    text = name;
                } else if (element instanceof InvokeInstruction call && call.name().equalsString("forName")) {
                    atRunTime.add(text);
                }
            }
        });
        if (atRunTime.size() < 10) {
            throw new IllegalStateException(FEATURE + " names only " + atRunTime + ": its form has changed, so look there.");
        }
        // The feature names this class only to start it.
        atRunTime.removeAll(ENTRIES);
    }

    private static List<Path> files(Path directory, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            found.forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("There is no " + glob + " in " + directory + ".");
        }
        return files;
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
