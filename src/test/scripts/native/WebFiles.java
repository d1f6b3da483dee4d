import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks that the executable contains the files of web jars that a page loads, and no others. */
final class WebFiles {

    private static final Pattern OF_WEB_JAR = Pattern.compile("META-INF/resources/(_static|webjars)/.*");
    private static final Pattern FOR_DEVELOPERS = Pattern.compile("META-INF/.*resources/.*(\\.map|/(development|src|test)/.*)");

    /** The paths without versions. */
    private static final Set<String> LOADED = Set.of(
            "_static/lit-html/lit-html.js",
            "_static/lit-html/directive.js",
            "_static/lit-html/directive-helpers.js",
            "_static/lit-html/async-directive.js",
            "_static/lit-html/directives/guard.js",
            "_static/lit-html/directives/live.js",
            "_static/lit-html/directives/ref.js",
            "_static/lit-html/directives/repeat.js",
            "_static/lit-html/directives/unsafe-html.js",
            "_static/marked/lib/marked.esm.js",
            "_static/dompurify/dist/purify.es.mjs",
            "webjars/redoc/redoc.standalone.js",
            // The versions, for the URLs of the playground's libraries.
            "META-INF/maven/org.mvnpm/lit-html/pom.properties",
            "META-INF/maven/org.mvnpm/marked/pom.properties",
            "META-INF/maven/org.mvnpm/dompurify/pom.properties",
            "io/agencyswarm/http/docs/playground.html",
            "META-INF/maven/org.webjars/redoc/pom.properties",
            "io/agencyswarm/usage/model-prices.json",
            "io/agencyswarm/http/docs/redoc/index.html",
            "io/agencyswarm/http/docs/redoc/redoc.css");

    private WebFiles() {}

    /** Returns files that are missing, and files that no page loads. */
    static List<String> faults(ImageJars jars) throws IOException {
        JsonNode config = new ObjectMapper().readTree(jars.resourceConfig()).path("resources");
        List<Pattern> included = patterns(config.path("includes"));
        List<Pattern> excluded = patterns(config.path("excludes"));
        Set<String> missing = new TreeSet<>(LOADED);
        List<String> faults = new ArrayList<>();
        for (String file : new TreeSet<>(jars.resources())) {
            if (matches(included, file) && !matches(excluded, file)) {
                String loaded = file.replaceFirst("^META-INF/resources/([^/]+/[^/]+)/[^/]+/", "$1/");
                if (FOR_DEVELOPERS.matcher(file).matches()
                        || (OF_WEB_JAR.matcher(file).matches() && !LOADED.contains(loaded))) {
                    faults.add("the image has " + file + ", which no page loads. See ResourceProcessor.");
                }
                missing.remove(loaded);
            }
        }
        missing.forEach(file -> faults.add("the image lacks " + file + ", which a page loads. See ResourceProcessor."));
        return faults;
    }

    private static List<Pattern> patterns(JsonNode entries) {
        List<Pattern> patterns = new ArrayList<>();
        entries.forEach(entry -> patterns.add(Pattern.compile(entry.path("pattern").asText())));
        return patterns;
    }

    private static boolean matches(List<Pattern> patterns, String file) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(file).matches());
    }
}
