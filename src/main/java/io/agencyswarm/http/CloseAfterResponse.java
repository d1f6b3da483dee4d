package io.agencyswarm.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** What becomes of the connection of a request whose body nobody reads, once its answer is sent. */
final class CloseAfterResponse {

    /** A connection that is closed while bytes of the client are unread is reset, and the client may lose the answer. */
    private static final long LINGER_MILLIS = 1_000;

    private static final long DROP_MILLIS = 60_000;

    /** That the client sends no more of the body, which is no fault of its own: HTTP/2's NO_ERROR. */
    private static final long NO_ERROR = 0;

    private CloseAfterResponse() {}

    /** Closes the connection of a request after its answer; over HTTP/2 only the stream, which others share it with. */
    static void after(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.version() == HttpVersion.HTTP_2) {
            routing.addEndHandler(ended -> {
                if (!request.isEnded()) {
                    routing.response().reset(NO_ERROR);
                }
            });
            return;
        }
        routing.response().putHeader("Connection", "close");
        routing.addEndHandler(ended -> {
            if (request.isEnded()) {
                request.connection().close();
                return;
            }
            request.endHandler(all -> request.connection().close());
            request.handler(rest -> {});
            request.resume();
            routing.vertx().setTimer(LINGER_MILLIS, over -> request.connection().close());
        });
    }

    /**
     * Keeps the connection for further requests: what is left of the body is read and dropped, for as long as a body may
     * take by default.
     */
    static void drop(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        routing.addEndHandler(ended -> {
            if (!request.isEnded()) {
                request.handler(rest -> {});
                request.resume();
                long timer = routing.vertx().setTimer(DROP_MILLIS, over -> close(routing));
                request.endHandler(all -> routing.vertx().cancelTimer(timer));
            }
        });
    }

    private static void close(RoutingContext routing) {
        if (routing.request().version() == HttpVersion.HTTP_2) {
            routing.response().reset(NO_ERROR);
        } else {
            routing.request().connection().close();
        }
    }
}
