package io.agencyswarm.http.guard;

import io.agencyswarm.auth.Guarded;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Repeats the access check at the matched resource, so that an unusual spelling of a path can't bypass the filters that
 * decide by path. The class and its method are public because the code that Quarkus generates to call them has another
 * class loader where this jar is a dependency and the application runs in dev or test mode.
 */
public class CallerFilter {

    /** Runs before the check of the roles. */
    private static final int FIRST = 1_000;

    private final AppToken token;
    private final ServicePaths paths;
    private final SecurityIdentity identity;

    @Inject
    CallerFilter(AppToken token, ServicePaths paths, SecurityIdentity identity) {
        this.token = token;
        this.paths = paths;
        this.identity = identity;
    }

    /** Lets the request pass, or answers 401 or 404. */
    @Guarded
    @ServerRequestFilter(priority = FIRST)
    public @Nullable Response check(RoutingContext request) {
        boolean isEndpoint = paths.kind(request).isEndpoint();
        // Outside the endpoints, the callers of a surrounding application are not authenticated by this service.
        boolean isChecked = isEndpoint || paths.isWholeServer();
        if (isChecked && !token.isForEveryone() && identity.isAnonymous()) {
            return Response.status(401)
                    .header("WWW-Authenticate", "Bearer")
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("detail", "This needs a token, as Authorization: Bearer <token>."))
                    .build();
        }
        if (!isEndpoint) {
            return Response.status(404)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("detail", "There is no endpoint at this path. Use the path from the documentation."))
                    .build();
        }
        return null;
    }
}
