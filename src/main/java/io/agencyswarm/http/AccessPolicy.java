package io.agencyswarm.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Who may ask for what: everyone while no token is set, else whoever proved to be someone; the docs are open. */
@Singleton
class AccessPolicy implements HttpSecurityPolicy {

    private final Token token;
    private final HttpConfig config;

    @Inject
    AccessPolicy(Token token, HttpConfig config) {
        this.token = token;
        this.config = config;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        if (token.value().isEmpty() || (config.openDocs() && isDocs(request.normalizedPath()))) {
            return CheckResult.permit();
        }
        return identity.map(known -> known.isAnonymous() ? CheckResult.DENY : CheckResult.PERMIT);
    }

    private static boolean isDocs(String path) {
        return path.equals("/openapi.json")
                || path.equals("/docs")
                || path.startsWith("/docs/")
                || path.equals("/redoc")
                || path.startsWith("/redoc/")
                || path.startsWith("/webjars/redoc/");
    }
}
