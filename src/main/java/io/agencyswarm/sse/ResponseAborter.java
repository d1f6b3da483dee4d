package io.agencyswarm.sse;

import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Cuts off a response that can't be completed. */
public final class ResponseAborter {

    private ResponseAborter() {}

    /**
     * Ends a response at once, and with HTTP/1 its connection. Vert.x's reset would wait there until the client has
     * read the earlier data, and would call no end handler, so the request's resources would never be released.
     */
    public static void abort(RoutingContext context) {
        // A connection of HTTP/2 has other streams.
        boolean shared = context.request().version() == HttpVersion.HTTP_2;
        if (!shared && context.request().connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        } else {
            context.response().reset();
        }
    }
}
