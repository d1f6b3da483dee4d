package io.agencyswarm.http.guard;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers preflight requests, adds the CORS headers, and rejects requests from pages of other origins with 403 before
 * anything runs. Quarkus's own CORS filter belongs to the surrounding application: the requests that are handled here
 * reach it without their {@code Origin}.
 */
@Singleton
class CorsFilter {

    private static final String ORIGIN = "Origin";
    private static final String ANY_ORIGIN = "*";

    /** The headers that scripts of other origins may read: the location of a run, and when to retry. */
    private static final String EXPOSED = "Location, Retry-After";

    private static final String EXPOSED_BY_MCP = "Mcp-Session-Id, Retry-After";

    private final ServicePaths paths;
    private final UnreadBody unreadBody;
    private final Optional<List<String>> allowedOrigins;
    private final List<Pattern> originPatterns;
    private final boolean allowsAnyOrigin;
    private final boolean isServiceOpen;

    @Inject
    CorsFilter(HttpConfig config, ServiceAccess access, ServicePaths paths, UnreadBody unreadBody) {
        this.paths = paths;
        this.unreadBody = unreadBody;
        this.allowedOrigins = config.corsOrigins();
        this.originPatterns = CORSFilter.parseAllowedOriginsRegex(allowedOrigins);
        this.isServiceOpen = access.isOpen();
        this.allowsAnyOrigin = allowedOrigins.map(List.of(ANY_ORIGIN)::equals).orElse(!isServiceOpen);
    }

    void registerFilters(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CORS);
    }

    /** Quarkus allows every web page to read the management interface; this removes the permission. */
    void onManagementInterface(@Observes ManagementInterface management) {
        if (paths.isWholeServer()) {
            management.router().route().order(Integer.MIN_VALUE).handler(context -> {
                context.addHeadersEndHandler(_ -> context.response().headers().remove("Access-Control-Allow-Origin"));
                context.next();
            });
        }
    }

    private void check(RoutingContext context) {
        if (!paths.covers(context)) {
            context.next();
            return;
        }
        MultiMap headers = context.response().headers();
        if (!allowsAnyOrigin) {
            // Also without an origin, because caches reuse the response for requests that have one.
            headers.add("Vary", ORIGIN);
        }
        List<String> origins = context.request().headers().getAll(ORIGIN);
        if (origins.isEmpty()) {
            context.next();
        } else if (origins.size() > 1 || !isAllowed(context, origins.getFirst())) {
            unreadBody.refuse(
                    context,
                    ErrorResponse.of(
                            ErrorCode.FORBIDDEN,
                            "Pages of the origin " + String.join(", ", origins)
                                    + " may not use this service. agency-swarm.cors-origins lists the allowed origins."));
        } else {
            admit(context, origins.getFirst());
        }
    }

    private void admit(RoutingContext context, String origin) {
        MultiMap headers = context.response().headers();
        headers.set("Access-Control-Allow-Origin", allowsAnyOrigin ? ANY_ORIGIN : origin);
        if (!allowsAnyOrigin && isListed(origin)) {
            headers.set("Access-Control-Allow-Credentials", "true");
        }
        MultiMap requestHeaders = context.request().headers();
        @Nullable String method = requestHeaders.get("Access-Control-Request-Method");
        @Nullable String fields = requestHeaders.get("Access-Control-Request-Headers");
        if (paths.kind(context) != PathKind.OTHER) {
            requestHeaders.remove(ORIGIN);
        }
        if (!context.request().method().equals(HttpMethod.OPTIONS) || (method == null && fields == null)) {
            headers.set(
                    "Access-Control-Expose-Headers", paths.kind(context) == PathKind.MCP ? EXPOSED_BY_MCP : EXPOSED);
            context.next();
            return;
        }
        if (method != null) {
            headers.set("Access-Control-Allow-Methods", method);
        }
        if (fields != null) {
            headers.set("Access-Control-Allow-Headers", fields);
        }
        context.response().end();
    }

    private boolean isAllowed(RoutingContext context, String origin) {
        return allowsAnyOrigin
                || isListed(origin)
                || isOwn(context, origin)
                || (allowedOrigins.isEmpty() && Origins.isLocal(origin));
    }

    /**
     * Returns whether a page belongs to this service. A page of another site can make its own host name resolve to this
     * server (DNS rebinding), so that its origin equals {@code Host}. The Model Context Protocol requires servers to
     * reject such pages. If no token protects the service, only an IP address and this machine's names are accepted
     * there.
     */
    private boolean isOwn(RoutingContext context, String origin) {
        if (!Origins.isOf(origin, context.request().getHeader("Host"))) {
            return false;
        }
        boolean nameSuffices = !isServiceOpen || paths.kind(context) != PathKind.MCP;
        return nameSuffices || Origins.isLocal(origin) || Origins.isAddress(origin);
    }

    private boolean isListed(String origin) {
        return allowedOrigins.map(origins -> origins.contains(origin)).orElse(false)
                || CORSFilter.isOriginAllowedByRegex(originPatterns, origin);
    }
}
