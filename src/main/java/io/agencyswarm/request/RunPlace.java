package io.agencyswarm.request;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.store.NewRun;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The place that a request has among the runs under way, for as long as it lasts. */
public interface RunPlace {

    /** Takes room for the stored thread that a run loads: its bytes count with those of the request's body, and as long. */
    NewRun.HistoryBudget room();

    /** Keeps the place until then, too, where its request ends before. Safe for several threads. */
    void keepUntil(CompletionStage<?> end);

    /** From now on the place of a request is this one. */
    static void assign(RoutingContext request, RunPlace place) {
        request.put(RunPlace.class.getName(), place);
    }

    /** From now on a request has no place, for this reason. */
    static void refuse(RoutingContext request, AgencyException why) {
        request.put(refusalKey(), why);
    }

    /**
     * The place of a request that was admitted as one for a run.
     *
     * @throws AgencyException if it was refused its place
     */
    static RunPlace of(RoutingContext request) {
        @Nullable AgencyException refusal = request.get(refusalKey());
        if (refusal != null) {
            throw refusal;
        }
        @Nullable RunPlace place = request.get(RunPlace.class.getName());
        return Objects.requireNonNull(place, "the request was admitted as one for a run");
    }

    /** The run that a request has begun takes the request's place until its end, where it may outlive the request. */
    static void hold(RoutingContext request, AgencyRun run) {
        @Nullable RunPlace place = request.get(RunPlace.class.getName());
        if (place != null && run.outlivesClients()) {
            place.keepUntil(run.ended());
        }
    }

    private static String refusalKey() {
        return RunPlace.class.getName() + ".refusal";
    }
}
