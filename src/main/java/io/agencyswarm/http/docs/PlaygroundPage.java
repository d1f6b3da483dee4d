package io.agencyswarm.http.docs;

import io.agencyswarm.http.guard.HttpConfig;
import io.agencyswarm.http.guard.ServicePaths;
import io.agencyswarm.optional.OptionalLibrary;
import io.agencyswarm.store.StoreConfig;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The playground at {@code /}: a page that uses the agencies through the public contract, like any client. Only the
 * page can be disabled; its scripts and styles are static resources without effect of their own. An application's own
 * page at {@code /} takes precedence. The playground is also at {@code /playground}, and only there in an application
 * that includes the agencies.
 */
@Singleton
class PlaygroundPage {

    private static final Logger LOG = Logger.getLogger(PlaygroundPage.class);
    private static final String SETTING = "agency-swarm.playground.enabled=true";
    private static final String ADDRESS = "/playground";
    private static final String LIBRARIES = "/playground/lib/";
    private static final int BEFORE_STATIC_RESOURCES = -1;
    private static final int AFTER_RESOURCES = Integer.MAX_VALUE - 1;

    /** The page shows text of models, so it runs only its own scripts and exchanges data with no other host. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'self'";

    private final @Nullable Buffer page;
    private final ServicePaths paths;

    @Inject
    PlaygroundPage(HttpConfig config, StoreConfig store, ServicePaths paths) {
        this.page = config.playground().enabled() && requireLibraries() ? html(store.kind()) : null;
        this.paths = paths;
    }

    void routes(@Observes Router router) {
        Buffer html = page;
        if (html != null) {
            WebJars libraries = new WebJars();
            router.get(LIBRARIES + "*")
                    .order(BEFORE_STATIC_RESOURCES - 1)
                    .handler(context -> reroute(context, libraries));
            // Before the resources, because the application may answer all unknown paths.
            page(router, ADDRESS, BEFORE_STATIC_RESOURCES, html);
            if (paths.isWholeServer()) {
                page(router, "/", AFTER_RESOURCES, html);
            }
        }
        if (html == null && !paths.isWholeServer()) {
            // An application may have its own pages at these paths.
            return;
        }
        router.route("/playground/*").order(BEFORE_STATIC_RESOURCES).handler(context -> {
            // Otherwise a cached script could run with a newer page.
            context.response().putHeader("Cache-Control", "no-cache").putHeader("X-Content-Type-Options", "nosniff");
            context.next();
        });
    }

    /**
     * Returns whether the playground's libraries are present. If they are missing, dev mode, in which the playground is
     * on by default, runs without the playground; other modes fail.
     */
    private static boolean requireLibraries() {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            OptionalLibrary.require(SETTING, "set it to false", WebJars.NEEDED);
            return true;
        }
        Optional<String> missing = OptionalLibrary.missing("The playground", WebJars.NEEDED);
        missing.ifPresent(sentence -> LOG.infof("There is no playground: %s.", sentence));
        return missing.isEmpty();
    }

    private static void page(Router router, String address, int order, Buffer html) {
        router.route(address)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(order)
                .handler(context -> send(context, html));
    }

    private static void send(RoutingContext context, Buffer html) {
        context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(html);
    }

    private static void reroute(RoutingContext context, WebJars libraries) {
        String path = context.normalizedPath();
        int file = path.indexOf(LIBRARIES) + LIBRARIES.length();
        String place = libraries.place(path.substring(file));
        if (place == null) {
            context.next();
        } else {
            // The prefix is the application's root path, which also applies to static resources.
            context.reroute(path.substring(0, file - LIBRARIES.length()) + place);
        }
    }

    /**
     * Writes the kind of store into the page, so that it requests the list of threads only if they survive a restart.
     */
    private static Buffer html(StoreConfig.StoreKind store) {
        String page = DocsRoutes.read("playground.html");
        return Buffer.buffer(page.replace("{store}", store.name().toLowerCase(Locale.ROOT)));
    }
}
