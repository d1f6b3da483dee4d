package io.agencyswarm.request;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.store.Store;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The place and the bytes of a request among the current runs, held until the request ends or, if the run may continue
 * without it, until the run ends.
 */
public interface RunReservation {

    /**
     * Returns the budget for the stored thread that the run loads. Its bytes count with those of the body, and for as
     * long.
     */
    Store.LoadBudget historyBudget();

    /**
     * Keeps the reservation until {@code end} completes, even if the request ends earlier. Safe for several threads.
     */
    void keepUntil(CompletionStage<?> end);

    /** Sets the reservation of a request. */
    static void assign(RoutingContext context, RunReservation reservation) {
        context.put(RunReservation.class.getName(), reservation);
    }

    /** Records that a request was refused a reservation, and why. */
    static void refuse(RoutingContext context, AgencyException refusal) {
        context.put(refusalKey(), refusal);
    }

    /**
     * Returns the reservation of a request that was admitted to start a run.
     *
     * @throws AgencyException if the request was refused a reservation
     */
    static RunReservation of(RoutingContext context) {
        @Nullable AgencyException refusal = context.get(refusalKey());
        if (refusal != null) {
            throw refusal;
        }
        @Nullable RunReservation reservation = context.get(RunReservation.class.getName());
        return Objects.requireNonNull(reservation, "the request was admitted as one for a run");
    }

    /** Keeps the request's reservation until the run ends, if the run may outlive the request. */
    static void hold(RoutingContext context, ActiveRun run) {
        @Nullable RunReservation reservation = context.get(RunReservation.class.getName());
        if (reservation != null && run.outlivesClients()) {
            reservation.keepUntil(run.whenEnded());
        }
    }

    private static String refusalKey() {
        return RunReservation.class.getName() + ".refusal";
    }
}
