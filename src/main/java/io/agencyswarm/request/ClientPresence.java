package io.agencyswarm.request;

import io.agencyswarm.run.lifecycle.AgencyRun;
import io.vertx.ext.web.RoutingContext;

/** Connects a run to its client, so that the run learns when the client disconnects. */
public final class ClientPresence {

    private ClientPresence() {}

    /**
     * Registers the client with the run until the request ends. Also works if the client has disconnected already or
     * disconnects before it reads anything.
     */
    public static void watch(RoutingContext request, AgencyRun run) {
        run.join();
        RequestEnd.onEnd(request, run::leave);
    }
}
