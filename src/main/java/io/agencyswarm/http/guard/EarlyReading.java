package io.agencyswarm.http.guard;

import io.agencyswarm.http.guard.RequestLimiter.RequestReservation;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.run.lifecycle.GracefulShutdown;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small bodies of requests for runs on the event loop, where they have usually arrived with the head.
 * Otherwise the endpoint's thread has to ask the event loop for the body and to wait, which costs each request two
 * thread switches. A request is admitted as {@link BodyFilter} admits it. A request that would be refused is left to
 * that filter.
 */
@Singleton
class EarlyReading {

    private static final String KEY = EarlyReading.class.getName();

    /**
     * Enough for nearly all requests that start a run. A larger body is read once the caller's roles are checked.
     * Chosen independently of the limit for requests that start no run.
     */
    private static final long MAX_BYTES = 64L << 10;

    private final RequestLimiter requestLimiter;
    private final BodyLimits limits;
    private final GracefulShutdown shutdown;
    private final ServicePaths paths;

    @Inject
    EarlyReading(RequestLimiter requestLimiter, BodyLimits limits, GracefulShutdown shutdown, ServicePaths paths) {
        this.requestLimiter = requestLimiter;
        this.limits = limits;
        this.shutdown = shutdown;
        this.paths = paths;
    }

    void registerFilters(@Observes Filters filters) {
        filters.register(this::begin, FilterOrder.EARLY_BODY);
    }

    /** Returns the reading that has begun; null if the body has not been read. */
    static @Nullable BodyReading of(RoutingContext context) {
        return context.get(KEY);
    }

    private void begin(RoutingContext context) {
        if (startsRun(context) && hasSmallBody(context) && !shutdown.refusesRuns()) {
            requestLimiter.admitRun().ifPresent(reservation -> begin(context, reservation));
        }
        context.next();
    }

    private void begin(RoutingContext context, RequestReservation reservation) {
        RequestEnd.onEnd(context, reservation::release);
        if (reservation.hasRoomFor(BodyLimits.contentLength(context))) {
            context.put(
                    KEY,
                    BodyReading.begin(context, reservation, limits.of(context).bytes(), limits));
        } else {
            reservation.release();
        }
    }

    private boolean startsRun(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            return false;
        }
        return switch (paths.kind(context).admission()) {
            case RUN -> true;
            case MESSAGE, SMALL, NONE -> false;
        };
    }

    /** A client that expects to be asked for its body is asked once the request is admitted. */
    private static boolean hasSmallBody(RoutingContext context) {
        long announced = BodyLimits.contentLength(context);
        return announced > 0 && announced <= MAX_BYTES && context.request().getHeader("Expect") == null;
    }
}
