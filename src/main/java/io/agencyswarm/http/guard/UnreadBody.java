package io.agencyswarm.http.guard;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Handles the connection of a request whose body is not read, after the response is sent. */
final class UnreadBody {

    /** Closing a connection with unread bytes resets it, and the client may lose the response. */
    private static final long LINGER_MILLIS = 1_000;

    private static final long DISCARD_MILLIS = 60_000;

    /** HTTP/2's NO_ERROR: the client need not send the rest of the body and has made no error. */
    private static final long NO_ERROR = 0;

    private UnreadBody() {}

    /**
     * Closes the connection of a request after its response. With HTTP/2, closes only the stream, because others share
     * the connection.
     */
    static void closeAfterResponse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            context.addEndHandler(_ -> {
                if (!request.isEnded()) {
                    context.response().reset(NO_ERROR);
                }
            });
            return;
        }
        context.response().putHeader("Connection", "close");
        context.addEndHandler(_ -> {
            if (request.isEnded()) {
                request.connection().close();
                return;
            }
            request.endHandler(_ -> request.connection().close());
            request.handler(_ -> {});
            request.resume();
            context.vertx().setTimer(LINGER_MILLIS, _ -> request.connection().close());
        });
    }

    /**
     * Keeps the connection for further requests: the rest of the body is read and discarded, for at most the default
     * time limit of a body.
     */
    static void discardAfterResponse(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.addEndHandler(_ -> {
            if (!request.isEnded()) {
                request.handler(_ -> {});
                request.resume();
                long timer = context.vertx().setTimer(DISCARD_MILLIS, _ -> close(context));
                request.endHandler(_ -> context.vertx().cancelTimer(timer));
            }
        });
    }

    private static void close(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.response().reset(NO_ERROR);
        } else {
            context.request().connection().close();
        }
    }
}
