package io.agencyswarm.http.docs;

import io.agencyswarm.optional.OptionalLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of the playground, each at a path without its version: an application with this jar may have other
 * versions than this project, because Quarkus's BOM manages some of them.
 */
final class WebJars {

    /** The libraries that the playground needs. */
    static final List<OptionalLibrary> NEEDED =
            List.of(OptionalLibrary.LIT_HTML, OptionalLibrary.MARKED, OptionalLibrary.DOMPURIFY);

    private final Map<String, String> places;

    WebJars() {
        this.places = NEEDED.stream()
                .map(library -> library.artifact().split(":"))
                .collect(Collectors.toUnmodifiableMap(artifact -> artifact[1], WebJars::directory));
    }

    /** Returns the path under which Quarkus serves the files of a library, given its group and name. */
    private static String directory(String... artifact) {
        return "/_static/" + artifact[1] + "/" + version(artifact[0], artifact[1]) + "/";
    }

    /** Returns the version of a web jar on the class path. */
    static String version(String group, String name) {
        String file = "META-INF/maven/" + group + "/" + name + "/pom.properties";
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            Properties jar = new Properties();
            jar.load(Objects.requireNonNull(in, file));
            return jar.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the versioned path of a file.
     *
     * @param path a library's name, a slash, and the path of a file in it
     * @return null if there is no such library
     */
    @Nullable
    String place(String path) {
        int slash = path.indexOf('/');
        String place = slash < 0 ? null : places.get(path.substring(0, slash));
        return place == null ? null : place + path.substring(slash + 1);
    }
}
