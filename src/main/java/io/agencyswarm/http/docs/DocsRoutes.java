package io.agencyswarm.http.docs;

import io.agencyswarm.http.guard.ServicePaths;
import io.agencyswarm.optional.OptionalLibrary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Protects the pages of the API documentation: they load nothing from other hosts and send nothing to them. */
@Singleton
class DocsRoutes {

    /** The order of a route before those of Quarkus. */
    static final int BEFORE_THE_PAGES = -1;

    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+");

    private final String policy;
    private final ServicePaths paths;

    @Inject
    DocsRoutes(DocsConfig config, ServicePaths paths) {
        this.paths = paths;
        // Swagger UI's page contains its settings as a script, and both pages inline their styles and icons.
        policy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'"
                + config.serverUrl().map(DocsRoutes::origin).orElse("")
                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
    }

    void routes(@Observes Router router) {
        if (paths.isWholeServer()) {
            router.route("/docs/*").order(BEFORE_THE_PAGES).handler(this::protect);
        }
        if (!ServicePaths.hasRedoc()) {
            return;
        }
        router.route("/redoc/*").order(BEFORE_THE_PAGES).handler(this::protect);
        file(router, "/redoc/", "index.html", "text/html; charset=utf-8");
        file(router, "/redoc/redoc.css", "redoc.css", "text/css; charset=utf-8");
        router.route("/redoc")
                .order(BEFORE_THE_PAGES)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(DocsRoutes::redirectToDirectory);
    }

    /** Serves a file that is not a static resource, because a static resource would exist without the library too. */
    private static void file(Router router, String address, String name, String type) {
        Buffer content = Buffer.buffer(read("redoc/" + name).replace("{version}", OptionalLibrary.REDOC.version()));
        router.route(address)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(BEFORE_THE_PAGES)
                .handler(context -> context.response()
                        .putHeader("Content-Type", type)
                        .putHeader("Cache-Control", "no-cache")
                        .end(content));
    }

    /** Returns the text of a page's file, by its path from this class. */
    static String read(String name) {
        try (InputStream in = DocsRoutes.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void protect(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }

    private static void redirectToDirectory(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.endsWith("/")) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(302)
                    .putHeader("Location", path + "/")
                    .end();
        }
    }

    private static String origin(String url) {
        Matcher origin = ORIGIN.matcher(url);
        return origin.lookingAt() ? " " + origin.group() : "";
    }
}
