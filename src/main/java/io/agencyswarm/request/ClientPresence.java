package io.agencyswarm.request;

import io.agencyswarm.run.AgencyRun;
import io.vertx.ext.web.RoutingContext;

/** Tells a run that a client waits for it, and that it has left. */
public final class ClientPresence {

    private ClientPresence() {}

    /** From now on: also where the client has left already, or leaves before it has read anything. */
    public static void watch(RoutingContext request, AgencyRun run) {
        run.join();
        RequestEnd.run(request, run::leave);
    }
}
