package io.agencyswarm.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** What holds for every request, before and after the resources. */
@Singleton
class FrontDoor {

    private static final int BEFORE_AUTHENTICATION = 1_000;

    void filters(@Observes Filters filters) {
        filters.register(FrontDoor::check, BEFORE_AUTHENTICATION);
    }

    /** Whatever no resource and no page took. */
    void lastRoute(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE).handler(request -> refuse(request, 404, "Not Found"));
    }

    private static void check(RoutingContext request) {
        try {
            URLDecoder.decode(request.request().path().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            refuse(request, 404, "Not Found");
            return;
        }
        // Clients of the original never needed to say what they accept, and some say the wrong thing.
        request.request().headers().remove("Accept");
        request.next();
    }

    private static void refuse(RoutingContext request, int status, String detail) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        response.end(new JsonObject().put("detail", detail).encode());
    }
}
