package io.agencyswarm.request;

import io.agencyswarm.run.AgencyRun;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a run that a client waits for it, and that it has left. */
public final class Leaving {

    private Leaving() {}

    /** From now on: also where the client has left already, or leaves before it has read anything. */
    public static void watch(RoutingContext request, AgencyRun run) {
        run.join();
        AtomicBoolean left = new AtomicBoolean();
        request.addEndHandler(ended -> leave(run, left));
        if (request.response().closed()) {
            leave(run, left);
        }
    }

    private static void leave(AgencyRun run, AtomicBoolean left) {
        if (left.compareAndSet(false, true)) {
            run.leave();
        }
    }
}
