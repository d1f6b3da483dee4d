package io.agencyswarm.http;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The playground at {@code /}: a page that talks to the agencies by the public contract, as any client does. Only the
 * page is served by choice; its scripts and styles are static resources, which do nothing without it. A page that the
 * application has at that address goes first; the playground is at {@code /playground} too, and there alone in an
 * application that has agencies besides.
 */
@Singleton
class PlaygroundPage {

    private static final Logger LOG = Logger.getLogger(PlaygroundPage.class);
    private static final String SETTING = "agency-swarm.playground.enabled=true";
    private static final String ADDRESS = "/playground";
    private static final String LIBRARIES = "/playground/lib/";
    private static final int BEFORE_STATIC_RESOURCES = -1;
    private static final int AFTER_RESOURCES = Integer.MAX_VALUE - 1;

    /** The page shows what models write: no script but its own, and nothing from or to any other host. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'self'";

    private final @Nullable Buffer page;
    private final ServicePaths paths;

    @Inject
    PlaygroundPage(HttpConfig config, StoreConfig store, ServicePaths paths) {
        this.page = config.playground().enabled() && hasLibraries() ? html(store.kind()) : null;
        this.paths = paths;
    }

    void routes(@Observes Router router) {
        Buffer html = page;
        if (html != null) {
            WebJars libraries = new WebJars();
            router.get(LIBRARIES + "*")
                    .order(BEFORE_STATIC_RESOURCES - 1)
                    .handler(request -> reroute(request, libraries));
            // Before the resources, whose application may have an answer of its own to all that it does not know.
            page(router, ADDRESS, BEFORE_STATIC_RESOURCES, html);
            if (paths.isWholeServer()) {
                page(router, "/", AFTER_RESOURCES, html);
            }
        }
        if (html == null && !paths.isWholeServer()) {
            // An application may have pages of its own there.
            return;
        }
        router.route("/playground/*").order(BEFORE_STATIC_RESOURCES).handler(request -> {
            // Else a script of yesterday would meet a page of today.
            request.response().putHeader("Cache-Control", "no-cache").putHeader("X-Content-Type-Options", "nosniff");
            request.next();
        });
    }

    /** In dev mode, where the playground is on by default, an application without its libraries goes without it. */
    private static boolean hasLibraries() {
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
                .handler(request -> answer(request, html));
    }

    private static void answer(RoutingContext request, Buffer html) {
        request.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(html);
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

    /** The page says where threads are kept, so that it asks for the list of them only where they outlive a restart. */
    private static Buffer html(StoreConfig.StoreKind store) {
        return Buffer.buffer(read().replace("{store}", store.name().toLowerCase(Locale.ROOT)));
    }

    private static String read() {
        try (InputStream in = PlaygroundPage.class.getResourceAsStream("playground.html")) {
            byte[] bytes = Objects.requireNonNull(in, "playground.html is beside this class")
                    .readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
