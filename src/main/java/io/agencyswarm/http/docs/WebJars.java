package io.agencyswarm.http.docs;

import io.agencyswarm.optional.OptionalLibrary;
import java.util.List;
import java.util.Map;
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
        this.places = NEEDED.stream().collect(Collectors.toUnmodifiableMap(WebJars::name, WebJars::directory));
    }

    /** Returns the path under which Quarkus serves the files of a library. */
    private static String directory(OptionalLibrary library) {
        return "/_static/" + name(library) + "/" + library.version() + "/";
    }

    private static String name(OptionalLibrary library) {
        return library.artifact().split(":", 2)[1];
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
