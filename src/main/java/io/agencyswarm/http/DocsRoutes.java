package io.agencyswarm.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages about the API: makes sure that they load nothing from, and send nothing to, any other host. */
@Singleton
class DocsRoutes {

    private static final int BEFORE_THE_PAGES = -1;
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+");

    private final String policy;
    private final ServicePaths paths;

    @Inject
    DocsRoutes(HttpConfig config, ServicePaths paths) {
        this.paths = paths;
        // Swagger UI's page holds its settings as a script, and both pages write styles and fold their icons into them.
        policy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'"
                + config.serverUrl().map(DocsRoutes::origin).orElse("")
                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
    }

    void routes(@Observes Router router) {
        if (paths.isWholeServer()) {
            router.route("/docs/*").order(BEFORE_THE_PAGES).handler(this::protect);
        }
        router.route("/redoc/*").order(BEFORE_THE_PAGES).handler(this::protect);
        router.route("/redoc")
                .order(BEFORE_THE_PAGES)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(DocsRoutes::intoTheDirectory);
    }

    private void protect(RoutingContext request) {
        request.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        request.next();
    }

    private static void intoTheDirectory(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.endsWith("/")) {
            request.next();
        } else {
            request.response()
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
