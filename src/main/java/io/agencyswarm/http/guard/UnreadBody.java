package io.agencyswarm.http.guard;

import io.agencyswarm.http.response.ErrorResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Refuses requests before their body is read, and handles the connection after the response is sent. */
@Singleton
class UnreadBody {

    /** Closing a connection with unread bytes resets it, and the client may lose the response. */
    private static final long LINGER_MILLIS = 1_000;

    /** HTTP/2's NO_ERROR: the client need not send the rest of the body and has made no error. */
    private static final long NO_ERROR = 0;

    /** The time for the rest of a body if the time of bodies has no limit. */
    private static final Duration MAX_DISCARD_TIME = Duration.ofMinutes(1);

    private final BodyLimits limits;

    @Inject
    UnreadBody(BodyLimits limits) {
        this.limits = limits;
    }

    /** Sends a response before the body is read. Keeps the connection if the rest of the body is within its limits. */
    void refuse(RoutingContext context, ErrorResponse response) {
        if (!context.request().isEnded()) {
            // Before the response is sent, because an end handler can't be added to a response that has ended.
            discardAfterResponse(context);
        }
        response.send(context.response());
    }

    /** Sends a response before the body is read, and closes the connection. */
    void refuseAndClose(RoutingContext context, ErrorResponse response) {
        closeAfterResponse(context);
        response.send(context.response());
    }

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
     * Keeps the connection for further requests: the rest of the body is read and discarded. If it exceeds the limits
     * of bodies, closes the connection, or only the stream with HTTP/2.
     */
    void discardAfterResponse(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.addEndHandler(_ -> {
            if (!request.isEnded()) {
                discard(context, request);
            }
        });
    }

    private void discard(RoutingContext context, HttpServerRequest request) {
        long maxBytes = limits.of(context).bytes();
        AtomicLong discarded = new AtomicLong();
        request.handler(part -> {
            if (discarded.addAndGet(part.length()) > maxBytes) {
                close(context);
            }
        });
        // Refused clients must not hold connections, also if the time of bodies that are read has no limit.
        Duration time = limits.totalTimeout().isPositive() ? limits.totalTimeout() : MAX_DISCARD_TIME;
        long timer = context.vertx().setTimer(Math.max(1, time.toMillis()), _ -> close(context));
        request.endHandler(_ -> context.vertx().cancelTimer(timer));
        request.resume();
    }

    private static void close(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.response().reset(NO_ERROR);
        } else {
            context.request().connection().close();
        }
    }
}
