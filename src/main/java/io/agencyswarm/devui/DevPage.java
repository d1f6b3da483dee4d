package io.agencyswarm.devui;

import io.agencyswarm.optional.OptionalLibrary;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the page. They are not static resources, because those would exist in production too. */
final class DevPage {

    private static final String LIT = "META-INF/resources/_static/lit-html/";
    private static final String OWN = "io/agencyswarm/devui/";

    private DevPage() {}

    /** Returns the resources by their path relative to the page; the empty path is the page itself. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("", OWN + "index.html");
        files.put("devui.js", OWN + "devui.js");
        files.put("devui.css", OWN + "devui.css");
        String lit = LIT + OptionalLibrary.LIT_HTML.version() + "/";
        List.of("lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js")
                .forEach(module -> files.put("lit-html/" + module, lit + module));
        return files;
    }

    static Buffer read(String resource) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path. Is the web jar org.mvnpm:lit-html excluded?");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String type(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
            case "html" -> "text/html;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            default -> "text/javascript;charset=utf-8";
        };
    }
}
