package io.agencyswarm.http.guard;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Checks the head of each request: its form, its method, and the announced size of its body. */
@Singleton
class HeadFilter {

    private final ServicePaths paths;
    private final BodyLimits limits;
    private final UnreadBody unreadBody;

    @Inject
    HeadFilter(ServicePaths paths, BodyLimits limits, UnreadBody unreadBody) {
        this.paths = paths;
        this.limits = limits;
        this.unreadBody = unreadBody;
    }

    void registerFilters(@Observes Filters filters) {
        filters.register(this::checkHead, FilterOrder.HEAD);
        filters.register(this::checkMethod, FilterOrder.METHOD);
        filters.register(this::checkContentLength, FilterOrder.CONTENT_LENGTH);
    }

    private void checkHead(RoutingContext context) {
        String fault = paths.covers(context) ? RequestHead.fault(context.request()) : "";
        if (!fault.isEmpty()) {
            unreadBody.refuseAndClose(context, ErrorResponse.rejection(400, fault));
            return;
        }
        if (paths.kind(context).isEndpoint()) {
            // Clients of the original need no Accept header, and some send a wrong one.
            context.request().headers().remove("Accept");
        }
        context.next();
    }

    /** Quarkus would reject the method too, but without a message. */
    private void checkMethod(RoutingContext context) {
        PathKind kind = paths.kind(context);
        if (!kind.isEndpoint() || kind.allows(context.request().method().name())) {
            if (kind.isEndpoint() && context.request().method().equals(HttpMethod.OPTIONS)) {
                // The same value as with status 405; Quarkus would list other methods.
                context.addHeadersEndHandler(_ -> context.response().putHeader("Allow", kind.methods()));
            }
            context.next();
        } else {
            unreadBody.refuse(
                    context, ErrorResponse.rejection(405, "Method Not Allowed").withHeader("Allow", kind.methods()));
        }
    }

    private void checkContentLength(RoutingContext context) {
        BodyLimits.BodyLimit limit = limits.of(context);
        if (!paths.covers(context) || BodyLimits.contentLength(context) <= limit.bytes()) {
            context.next();
            return;
        }
        unreadBody.refuseAndClose(
                context,
                ErrorResponse.of(
                        ErrorCode.TOO_LARGE,
                        "The body has " + context.request().getHeader("Content-Length") + " bytes, but the limit is "
                                + limit.bytes() + " (" + limit.setting() + ")." + limits.advice(context)));
    }
}
