package io.agencyswarm.http.guard;

import io.agencyswarm.http.guard.RequestLimiter.RequestReservation;
import io.agencyswarm.json.JsonWeight;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Collects a request's body as it arrives, within its limits of bytes and time. Its state is confined to the request's
 * event loop; {@link #await} is called by the thread that needs the body.
 */
final class BodyReading {

    private static final long NONE = -1;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Context eventLoop;
    private final RequestReservation reservation;
    private final long maxBytes;
    private final BodyLimits limits;

    private final CompletableFuture<BodyOutcome> outcome = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonWeight weight = new JsonWeight();
    private long lastArrival;
    private long totalTimer = NONE;
    private long idleTimer = NONE;

    private BodyReading(RoutingContext context, RequestReservation reservation, long maxBytes, BodyLimits limits) {
        this.context = context;
        this.request = context.request();
        this.vertx = context.vertx();
        this.eventLoop = ((HttpServerRequestInternal) request).context();
        this.reservation = reservation;
        this.maxBytes = maxBytes;
        this.limits = limits;
    }

    /** The outcome of reading a body. */
    sealed interface BodyOutcome {

        /** The complete body. */
        record CompleteBody(byte[] bytes) implements BodyOutcome {}

        /**
         * The body exceeds its limit.
         *
         * @param byValues whether its number of values is too large and not its number of bytes
         */
        record TooLarge(boolean byValues) implements BodyOutcome {}

        /** The budget for request bodies is exhausted. */
        record OverBudget() implements BodyOutcome {}

        /** The body exceeded the maximum pause or the maximum total time. */
        record TooSlow(String setting, Duration limit) implements BodyOutcome {}

        /** The client disconnected. */
        record ClientGone() implements BodyOutcome {}
    }

    /** Begins to read the body. Called on any thread; returns at once. */
    static BodyReading begin(RoutingContext context, RequestReservation reservation, long maxBytes, BodyLimits limits) {
        BodyReading reading = new BodyReading(context, reservation, maxBytes, limits);
        if (context.request().isEnded()) {
            reading.end(new BodyOutcome.CompleteBody(new byte[0]));
        } else if (Context.isOnEventLoopThread()) {
            reading.begin();
        } else {
            reading.eventLoop.runOnContext(_ -> reading.begin());
        }
        return reading;
    }

    /**
     * Continues to read a body that was begun to be read before Quarkus REST took the request over, which pauses each
     * request. Called on any thread; returns at once.
     */
    void resume() {
        if (!outcome.isDone()) {
            eventLoop.runOnContext(_ -> request.resume());
        }
    }

    /** Waits until the body is complete or can't be completed. Not called on the event loop. */
    BodyOutcome await() {
        return outcome.join();
    }

    /** Returns the reservation that the body's bytes are counted with. */
    RequestReservation reservation() {
        return reservation;
    }

    private void begin() {
        if (request.isEnded()) {
            end(new BodyOutcome.CompleteBody(new byte[0]));
            return;
        }
        if (context.response().closed()) {
            end(new BodyOutcome.ClientGone());
            return;
        }
        request.exceptionHandler(_ -> end(new BodyOutcome.ClientGone()));
        request.endHandler(_ -> end(new BodyOutcome.CompleteBody(bytes.toByteArray())));
        request.handler(this::append);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        request.resume();
        lastArrival = System.nanoTime();
        watch();
    }

    private void append(Buffer more) {
        if (outcome.isDone()) {
            return;
        }
        lastArrival = System.nanoTime();
        byte[] part = more.getBytes();
        long before = weight.total();
        weight.add(part);
        if (weight.total() > maxBytes) {
            end(new BodyOutcome.TooLarge(bytes.size() + (long) part.length <= maxBytes));
        } else if (!reservation.reserve(weight.total() - before)) {
            end(new BodyOutcome.OverBudget());
        } else {
            bytes.writeBytes(part);
        }
    }

    private void end(BodyOutcome bodyOutcome) {
        if (outcome.complete(bodyOutcome)) {
            vertx.cancelTimer(totalTimer);
            vertx.cancelTimer(idleTimer);
            bytes.reset();
        }
    }

    private void watch() {
        if (limits.totalTimeout().isPositive()) {
            totalTimer = vertx.setTimer(
                    millis(limits.totalTimeout().toNanos()),
                    _ -> end(new BodyOutcome.TooSlow("agency-swarm.limits.body-timeout", limits.totalTimeout())));
        }
        if (limits.idleTimeout().isPositive()) {
            watchPause(limits.idleTimeout().toNanos());
        }
    }

    /**
     * Uses a single timer for the body, however many parts it has: when the timer fires early, it is set again for the
     * rest of the pause.
     */
    private void watchPause(long nanos) {
        idleTimer = vertx.setTimer(millis(nanos), _ -> {
            long remaining = limits.idleTimeout().toNanos() - (System.nanoTime() - lastArrival);
            if (remaining > 0) {
                watchPause(remaining);
            } else {
                end(new BodyOutcome.TooSlow("agency-swarm.limits.body-idle-timeout", limits.idleTimeout()));
            }
        });
    }

    private static long millis(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).toMillis());
    }
}
