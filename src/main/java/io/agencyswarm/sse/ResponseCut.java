package io.agencyswarm.sse;

import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** The end of an answer that can't be brought to its own end. */
public final class ResponseCut {

    private ResponseCut() {}

    /**
     * Ends an answer at once, and with HTTP/1 its connection. A reset of Vert.x's would wait there until the client has
     * read what was written before, and would tell no end handler, so that what the request holds was never given back.
     */
    public static void cut(RoutingContext request) {
        // A connection of HTTP/2 has other streams.
        boolean shared = request.request().version() == HttpVersion.HTTP_2;
        if (!shared && request.request().connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        } else {
            request.response().reset();
        }
    }
}
