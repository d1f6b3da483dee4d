package io.agencyswarm.devui;

import io.agencyswarm.json.Json;
import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Serves the page. Its files are public, because they contain no data. The data needs the service's token if one is
 * set; the page then asks for it.
 */
@Singleton
@IfBuildProfile("dev")
class DevRoutes {

    private static final Logger LOG = Logger.getLogger(DevRoutes.class);

    /** The path below the application's root, next to Quarkus's own pages. */
    static final String PAGE = "/q/agency-swarm/";

    /** Runs before Quarkus's filters, which are at -300 (CORS), -200 (authentication) and -100 (authorization). */
    private static final int BEFORE_THE_TOKEN = -500;

    /** The values of Sec-Fetch-Site for requests of this page, and for a typed address. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final DevStateReader reader;
    private final LaunchMode mode;

    @Inject
    DevRoutes(DevStateReader reader, LaunchMode mode) {
        this.reader = reader;
        this.mode = mode;
    }

    void routes(@Observes Router router) {
        if (mode == LaunchMode.NORMAL) {
            // Built for production with the profile dev.
            return;
        }
        if (!OptionalLibrary.LIT_HTML.isPresent()) {
            LOG.infof(
                    "There is no page of the agencies in the Dev UI. To have it, add the dependency %s.",
                    OptionalLibrary.LIT_HTML.artifact());
            return;
        }
        DevPage.files()
                .forEach((path, resource) ->
                        router.get(PAGE + path).order(BEFORE_THE_TOKEN).handler(context -> file(context, resource)));
        // The store may block.
        router.get(PAGE + "state").blockingHandler(this::state, false);
        router.get(PAGE.substring(0, PAGE.length() - 1))
                .order(BEFORE_THE_TOKEN)
                .handler(context -> context.redirect("agency-swarm/"));
    }

    private static void file(RoutingContext context, String resource) {
        send(context, DevPage.type(resource), DevPage.read(resource));
    }

    private void state(RoutingContext context) {
        String from = context.request().getHeader("Sec-Fetch-Site");
        if (from != null && !OWN.contains(from)) {
            context.response().setStatusCode(403).end();
            return;
        }
        send(context, "application/json", Buffer.buffer(Json.bytes(Json.tree(reader.read()))));
    }

    private static void send(RoutingContext context, String type, Buffer body) {
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body);
    }
}
