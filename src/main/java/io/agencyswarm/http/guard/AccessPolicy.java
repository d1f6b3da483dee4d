package io.agencyswarm.http.guard;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides who may use the service: everyone if neither a token nor an OpenID Connect provider is configured, otherwise
 * authenticated callers. {@link CallerFilter} and the roles check more. The docs are open, and so is the playground's
 * page, which asks its user for the token. Paths of the surrounding application are left to that application.
 */
@Singleton
class AccessPolicy implements HttpSecurityPolicy {

    private final ServiceAccess access;
    private final HttpConfig config;
    private final ServicePaths paths;

    @Inject
    AccessPolicy(ServiceAccess access, HttpConfig config, ServicePaths paths) {
        this.access = access;
        this.config = config;
        this.paths = paths;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext authorization) {
        if (access.isOpen() || !paths.covers(context) || isOpen(paths.kind(context))) {
            return CheckResult.permit();
        }
        return identity.map(user -> user.isAnonymous() ? CheckResult.DENY : CheckResult.PERMIT);
    }

    private boolean isOpen(PathKind kind) {
        return switch (kind) {
            case DOCS -> config.openDocs();
            case PLAYGROUND -> config.playground().enabled();
            case RUN, CANCEL, METADATA, LIST, ENTRY, RUN_STREAM, FORK, TOOL, MCP, LOGS, OTHER -> false;
        };
    }
}
