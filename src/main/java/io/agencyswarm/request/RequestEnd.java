package io.agencyswarm.request;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a request: its answer was sent, or its client has left. */
public final class RequestEnd {

    private RequestEnd() {}

    /**
     * Runs an action once when the request ends; at once where it has ended. On the thread that ends it or on this one, so
     * the action must not block.
     */
    public static void run(RoutingContext request, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable once = () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
        request.addEndHandler(ended -> once.run());
        if (request.response().closed()) {
            // The client left meanwhile, so the handler may have come too late and is never called.
            once.run();
        }
    }
}
