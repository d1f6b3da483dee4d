package io.agencyswarm.http.guard;

import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.store.Store;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Limits the memory for stored items in responses. The items of a response count until its request ends. */
@Singleton
public class ResponseBudget {

    private final RequestLimiter requestLimiter;

    @Inject
    ResponseBudget(RequestLimiter requestLimiter) {
        this.requestLimiter = requestLimiter;
    }

    /** Returns the budget for the items of a thread. */
    public Store.LoadBudget forThread(RoutingContext context) {
        return new ReservedLoad(
                admit(context), requestLimiter.maxRunBytes(), "Request fewer items with the parameter limit.");
    }

    /** Returns the budget for the items of a run. */
    public Store.LoadBudget forRun(RoutingContext context) {
        return new ReservedLoad(admit(context), Long.MAX_VALUE, "");
    }

    private RequestLimiter.RequestReservation admit(RoutingContext context) {
        RequestLimiter.RequestReservation reservation = requestLimiter.admitResponse();
        RequestEnd.onEnd(context, reservation::release);
        return reservation;
    }
}
