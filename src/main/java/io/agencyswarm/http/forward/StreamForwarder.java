package io.agencyswarm.http.forward;

import io.agencyswarm.cluster.PeerStream;
import io.agencyswarm.sse.ResponseAborter;
import io.agencyswarm.sse.StreamConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Forwards the bytes of another pod's response to a client. At most {@link #PARTS} network reads are buffered: the next
 * one is requested when one is written, so that a slow client slows the other pod down. If the client disconnects, or
 * reads nothing for the stall timeout, the connection to the other pod is closed. If the other pod's response breaks,
 * or sends nothing for {@link #MAX_MISSED_KEEP_ALIVES} keep-alive intervals, the client's connection is cut, so that
 * the client does not take the response for complete. Confined to the event loop of the client's connection.
 */
final class StreamForwarder {

    private static final int PARTS = 4;

    /** The number of missed keep-alive comments after which the other pod counts as gone. */
    private static final int MAX_MISSED_KEEP_ALIVES = 4;

    private static final int CHECKS_PER_TIMEOUT = 4;

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final PeerStream peer;
    private final Duration stallLimit;
    private final Duration silenceLimit;
    private final Context eventLoop;

    private int unwritten;
    private long lastProgress = System.nanoTime();
    private long timer = -1;
    private boolean closed;

    StreamForwarder(RoutingContext context, ForwardedStream stream) {
        StreamConfig config = stream.config();
        this.vertx = context.vertx();
        this.context = context;
        this.response = context.response();
        this.peer = stream.peer();
        this.stallLimit = config.stallTimeout();
        this.silenceLimit = config.keepAlive().multipliedBy(MAX_MISSED_KEEP_ALIVES);
        this.eventLoop = vertx.getOrCreateContext();
    }

    /** Starts writing and returns. The response ends when the other pod's response does. */
    void write() {
        eventLoop.runOnContext(_ -> {
            context.addEndHandler(_ -> closePeer());
            if (response.closed()) {
                closePeer();
                return;
            }
            // Sends the head.
            response.write(Buffer.buffer());
            peer.onPart(part -> eventLoop.runOnContext(_ -> write(part)));
            peer.whenEnded().onComplete(end -> eventLoop.runOnContext(_ -> end(end.succeeded())));
            peer.fetch(PARTS);
            watch();
        });
    }

    private void write(Buffer part) {
        if (closed) {
            return;
        }
        unwritten++;
        lastProgress = System.nanoTime();
        response.write(part).onSuccess(_ -> {
            unwritten--;
            lastProgress = System.nanoTime();
            peer.fetch(1);
        });
    }

    private void end(boolean complete) {
        if (closed) {
            return;
        }
        if (complete) {
            stop();
            response.end();
        } else {
            abort();
        }
    }

    /** Checks the limits periodically, because a timer for each part would cost more than the part. */
    private void watch() {
        Duration timeout = stallLimit.isZero() || (!silenceLimit.isZero() && silenceLimit.compareTo(stallLimit) < 0)
                ? silenceLimit
                : stallLimit;
        if (!timeout.isZero()) {
            timer = vertx.setPeriodic(Math.max(1, timeout.toMillis() / CHECKS_PER_TIMEOUT), _ -> {
                Duration limit = unwritten > 0 ? stallLimit : silenceLimit;
                if (!limit.isZero() && System.nanoTime() - lastProgress >= limit.toNanos()) {
                    abort();
                }
            });
        }
    }

    private void abort() {
        closePeer();
        ResponseAborter.abort(context);
    }

    private void closePeer() {
        if (!closed) {
            stop();
            peer.close();
        }
    }

    private void stop() {
        closed = true;
        vertx.cancelTimer(timer);
    }
}
