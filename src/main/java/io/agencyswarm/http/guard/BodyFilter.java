package io.agencyswarm.http.guard;

import io.agencyswarm.auth.Guarded;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.guard.BodyLimits.BodyLimit;
import io.agencyswarm.http.guard.RequestLimiter.RequestReservation;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.request.RunReservation;
import io.agencyswarm.run.lifecycle.GracefulShutdown;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests with a body and reads the body, after the resource is matched and the caller's access is checked. It
 * is bound to the resources and not to paths, so that it covers every resource. The class and its method are public
 * because the code that Quarkus generates to call them has another class loader where this jar is a dependency and the
 * application runs in dev or test mode.
 */
public class BodyFilter {

    private static final Logger LOG = Logger.getLogger(BodyFilter.class);

    private static final String DRAINING = "The service is shutting down and starts no more runs. Retry the request.";

    /** Runs after the check of the roles. */
    private static final int LAST = 9_000;

    private final RequestLimiter requestLimiter;
    private final BodyLimits limits;
    private final GracefulShutdown shutdown;
    private final ServicePaths paths;
    private final UnreadBody unreadBody;

    @Inject
    BodyFilter(
            RequestLimiter requestLimiter,
            BodyLimits limits,
            GracefulShutdown shutdown,
            ServicePaths paths,
            UnreadBody unreadBody) {
        this.unreadBody = unreadBody;
        this.requestLimiter = requestLimiter;
        this.limits = limits;
        this.shutdown = shutdown;
        this.paths = paths;
    }

    /** Waits until the body is complete, or refuses the request with 408, 413, 429 or 503. Blocks. */
    @Guarded
    @ServerRequestFilter(priority = LAST)
    public @Nullable Response admit(RoutingContext context, ContainerRequestContext resource) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            // The resources read no body of other methods.
            return null;
        }
        return switch (paths.kind(context).admission()) {
            case SMALL -> read(context, resource, requestLimiter.admitOther(), limits.small());
            case MESSAGE -> admitMessage(context, resource);
            // A resource of no known endpoint counts as a run, so that none reads a body without a limit.
            case RUN, NONE -> admitRun(context, resource);
        };
    }

    private @Nullable Response admitRun(RoutingContext context, ContainerRequestContext resource) {
        BodyReading early = EarlyReading.of(context);
        if (early != null) {
            RunReservation.assign(context, early.reservation());
            early.resume();
            BodyLimit largest = limits.of(context);
            return awaitBody(context, resource, early, large -> tooLarge(context, largest, large));
        }
        if (shutdown.refusesRuns()) {
            return refuse(context, ErrorResponse.of(ErrorCode.DRAINING, DRAINING));
        }
        Optional<RequestReservation> reservation = requestLimiter.admitRun();
        if (reservation.isEmpty()) {
            return retryLater(context, ErrorCode.TOO_MANY, requestLimiter.tooManyRunsMessage());
        }
        RunReservation.assign(context, reservation.get());
        return read(context, resource, reservation.get(), limits.of(context));
    }

    /**
     * Only the body shows whether a message starts a run. If no run may start, a small message is read nevertheless,
     * because it may be a cancel.
     */
    private @Nullable Response admitMessage(RoutingContext context, ContainerRequestContext resource) {
        Optional<RequestReservation> reservation =
                shutdown.refusesRuns() ? Optional.empty() : requestLimiter.admitRun();
        if (reservation.isPresent()) {
            RunReservation.assign(context, reservation.get());
            return read(context, resource, reservation.get(), limits.of(context));
        }
        AgencyException refusal = shutdown.refusesRuns()
                ? new AgencyException(ErrorCode.DRAINING, DRAINING)
                : new AgencyException(ErrorCode.TOO_MANY, requestLimiter.tooManyRunsMessage());
        if (BodyLimits.contentLength(context) > limits.small().bytes()) {
            return retryLater(context, refusal.code(), refusal.getMessage());
        }
        RunReservation.refuse(context, refusal);
        return read(
                context,
                resource,
                requestLimiter.admitOther(),
                limits.small(),
                _ -> retryLater(context, refusal.code(), refusal.getMessage()));
    }

    private @Nullable Response read(
            RoutingContext context,
            ContainerRequestContext resource,
            RequestReservation reservation,
            BodyLimit largest) {
        return read(context, resource, reservation, largest, large -> tooLarge(context, largest, large));
    }

    /**
     * Reads the body.
     *
     * @param tooLarge creates the response to a body that is too large
     */
    private @Nullable Response read(
            RoutingContext context,
            ContainerRequestContext resource,
            RequestReservation reservation,
            BodyLimit largest,
            Function<BodyReading.BodyOutcome.TooLarge, Response> tooLarge) {
        RequestEnd.onEnd(context, reservation::release);
        if (!reservation.hasRoomFor(BodyLimits.contentLength(context))) {
            return retryLater(context, ErrorCode.TOO_MANY, reservation.exhaustedMessage());
        }
        return awaitBody(context, resource, BodyReading.begin(context, reservation, largest.bytes(), limits), tooLarge);
    }

    private @Nullable Response awaitBody(
            RoutingContext context,
            ContainerRequestContext resource,
            BodyReading reading,
            Function<BodyReading.BodyOutcome.TooLarge, Response> tooLarge) {
        return switch (reading.await()) {
            case BodyReading.BodyOutcome.CompleteBody body -> {
                resource.setEntityStream(new ByteArrayInputStream(body.bytes()));
                yield null;
            }
            case BodyReading.BodyOutcome.TooLarge large -> tooLarge.apply(large);
            case BodyReading.BodyOutcome.OverBudget _ ->
                retryLater(context, ErrorCode.TOO_MANY, reading.reservation().exhaustedMessage());
            case BodyReading.BodyOutcome.TooSlow slow ->
                refuse(
                        context,
                        ErrorResponse.rejection(
                                408,
                                "The body did not arrive in time: the limit is "
                                        + slow.limit().toMillis() + " ms (" + slow.setting() + ")."));
            case BodyReading.BodyOutcome.ClientGone _ -> {
                LOG.debugf("A client disconnected before its body was complete (%s)", context.normalizedPath());
                yield refuse(context, ErrorResponse.rejection(400, "The body is incomplete."));
            }
        };
    }

    private Response tooLarge(RoutingContext context, BodyLimit largest, BodyReading.BodyOutcome.TooLarge large) {
        String limit = largest.bytes() + " bytes (" + largest.setting() + ").";
        String detail = large.byValues()
                ? "The body has so many values that it takes as much memory as a body above the limit of " + limit
                : "The body exceeds the limit of " + limit + limits.advice(context);
        return refuse(context, ErrorResponse.of(ErrorCode.TOO_LARGE, detail));
    }

    private Response retryLater(RoutingContext context, ErrorCode code, String detail) {
        unreadBody.discardAfterResponse(context);
        return ErrorResponse.of(code, detail).response();
    }

    private static Response refuse(RoutingContext context, ErrorResponse response) {
        UnreadBody.closeAfterResponse(context);
        return response.response();
    }
}
