import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the sources of a native executable for values that would stop its build, because they can't be in the image
 * heap, and for missing resource bundles. Run by check-native.sh with the image's jars on the class path.
 *
 * <p>Usage: {@code java CheckImage.java target/native-sources}
 */
final class CheckImage {

    /** Known findings that are harmless, by location, each with a reason. */
    private static final Map<String, String> HARMLESS = new TreeMap<>(Map.of(
            "io.netty.buffer.EmptyByteBuf.EMPTY_BYTE_BUFFER",
            "Quarkus's substitution io.quarkus.netty.runtime.graal.Target_io_netty_buffer_EmptyByteBuf takes its place",
            "jakarta.xml.bind.Messages",
            "an API without an implementation in the image: every call ends before a text is needed",
            "jakarta.xml.bind.helpers.Messages",
            "as jakarta.xml.bind.Messages",
            "jakarta.xml.bind.util.Messages",
            "as jakarta.xml.bind.Messages"));

    private static final int MAX_SHOWN = 40;

    private CheckImage() {}

    public static void main(String[] args) throws Exception {
        ImageJars jars = ImageJars.read(Path.of(args[0]));
        List<String> faults = new ArrayList<>();
        ImageHeap.forbidden(jars).forEach(fault -> faults.add("the image heap would hold " + fault
                + ". Name the class in NativeProcessor.AT_RUN_TIME, or in CheckImage.HARMLESS with the reason."));
        Bundles.missing(jars).forEach(fault -> faults.add("no bundle is registered for " + fault
                + ". Name it in ResourceProcessor.BUNDLES, or in CheckImage.HARMLESS with the reason."));
        Registered.missingValidators(jars)
                .forEach(name -> faults.add("the constructor of " + name + " is not registered. See ValidationProcessor."));
        Registered.unusableValidators(jars)
                .forEach(name -> faults.add(name + " is registered, but stops the build. See ValidationProcessor."));
        faults.addAll(WebFiles.faults(jars));
        faults.removeIf(fault -> HARMLESS.keySet().stream().anyMatch(place -> fault.contains(" " + place + ".")));
        faults.stream().limit(MAX_SHOWN).forEach(fault -> System.err.println("check-native: " + fault));
        System.out.println("check-native: " + jars.reached().size() + " of " + jars.names().size()
                + " classes looked at, " + faults.size() + " faults");
        System.out.flush();
        // Not exit(), which would wait for threads that static initializers have started.
        Runtime.getRuntime().halt(faults.isEmpty() ? 0 : 1);
    }
}
