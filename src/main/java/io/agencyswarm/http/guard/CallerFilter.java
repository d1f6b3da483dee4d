package io.agencyswarm.http.guard;

import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
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

    private final ServiceAccess access;
    private final ServicePaths paths;
    private final SecurityIdentity identity;

    @Inject
    CallerFilter(ServiceAccess access, ServicePaths paths, SecurityIdentity identity) {
        this.access = access;
        this.paths = paths;
        this.identity = identity;
    }

    /** Lets the request pass, or refuses it with 401 or 404. */
    @Guarded
    @ServerRequestFilter(priority = FIRST)
    public @Nullable Response check(RoutingContext context) {
        boolean isEndpoint = paths.kind(context).isEndpoint();
        // Outside the endpoints, the callers of a surrounding application are not authenticated by this service.
        boolean isChecked = isEndpoint || paths.isWholeServer();
        if (isChecked && !access.isOpen() && identity.isAnonymous()) {
            return ErrorResponse.rejection(401, "This needs a token, as Authorization: Bearer <token>.")
                    .withHeader("WWW-Authenticate", "Bearer")
                    .response();
        }
        if (!isEndpoint) {
            return ErrorResponse.of(
                            ErrorCode.NOT_FOUND,
                            "There is no endpoint at this path. Use the path from the documentation.")
                    .response();
        }
        return null;
    }
}
