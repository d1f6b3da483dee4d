package io.agencyswarm.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Who may ask for what: everyone while no token is set nor a provider of them, else whoever proved to be someone; what
 * roles they need besides is not decided here. The docs are open, and the playground's page, which asks its user for
 * the token.
 */
@Singleton
class AccessPolicy implements HttpSecurityPolicy {

    /** By their endings too, because an agency may be named as a directory is. */
    private static final Pattern PLAYGROUND_FILE = Pattern.compile(
            "/(playground|_static/(lit-html|marked|dompurify)|webjars/cytoscape)/[\\w./-]+\\.(css|js|mjs|svg)");

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
        if (token.isForEveryone() || isOpen(request.normalizedPath())) {
            return CheckResult.permit();
        }
        return identity.map(known -> known.isAnonymous() ? CheckResult.DENY : CheckResult.PERMIT);
    }

    private boolean isOpen(String path) {
        return (config.openDocs() && isDocs(path)) || (config.playground().enabled() && isPlayground(path));
    }

    private static boolean isPlayground(String path) {
        return PlaygroundPage.ADDRESSES.contains(path)
                || PLAYGROUND_FILE.matcher(path).matches();
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
