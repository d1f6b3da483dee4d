package io.agencyswarm.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The playground at {@code /}: a page that talks to the agencies by the public contract, as any client does. Only the
 * page is served by choice; its scripts and styles are static resources, which do nothing without it. An application's
 * own page at that address goes first: this one is the answer where nobody has another, and at {@code /playground} too.
 */
@Singleton
class PlaygroundPage {

    /** Where the page is; the second is for applications that have a page of their own at the first. */
    static final Set<String> ADDRESSES = Set.of("/", "/playground");

    private static final String LIBRARIES = "/playground/lib/";
    private static final int BEFORE_STATIC_RESOURCES = -1;

    /** The page shows what models write: no script but its own, and nothing from or to any other host. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'self'";

    private final byte @Nullable [] page;

    @Inject
    PlaygroundPage(HttpConfig config) {
        this.page = config.playground().enabled() ? read() : null;
    }

    void routes(@Observes Router router) {
        if (page != null) {
            WebJars libraries = new WebJars();
            router.get(LIBRARIES + "*")
                    .order(BEFORE_STATIC_RESOURCES - 1)
                    .handler(request -> reroute(request, libraries));
        }
        router.route("/playground/*").order(BEFORE_STATIC_RESOURCES).handler(request -> {
            // Else a script of yesterday would meet a page of today.
            request.response().putHeader("Cache-Control", "no-cache").putHeader("X-Content-Type-Options", "nosniff");
            request.next();
        });
    }

    /**
     * What to answer to a request that no resource knows.
     *
     * @param path within the application, with its leading slash
     */
    Optional<Response> answer(String method, String path) {
        if (page == null || !ADDRESSES.contains(path) || !(method.equals("GET") || method.equals("HEAD"))) {
            return Optional.empty();
        }
        return Optional.of(Response.ok(page, "text/html; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build());
    }

    private static void reroute(RoutingContext request, WebJars libraries) {
        String path = request.normalizedPath();
        int file = path.indexOf(LIBRARIES) + LIBRARIES.length();
        String place = libraries.place(path.substring(file));
        if (place == null) {
            request.next();
        } else {
            // What is before it is the application's root, below which static resources are too.
            request.reroute(path.substring(0, file - LIBRARIES.length()) + place);
        }
    }

    private static byte[] read() {
        try (InputStream in = PlaygroundPage.class.getResourceAsStream("playground.html")) {
            return Objects.requireNonNull(in, "playground.html is beside this class")
                    .readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
