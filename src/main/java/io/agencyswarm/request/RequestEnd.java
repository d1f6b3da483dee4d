package io.agencyswarm.request;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a request: the response was sent, or the client disconnected. */
public final class RequestEnd {

    private RequestEnd() {}

    /**
     * Runs an action once when the request ends, or at once if it has ended. The action runs on the thread that ends
     * the request or on the calling thread, so it must not block.
     */
    public static void onEnd(RoutingContext context, Runnable action) {
        AtomicBoolean hasRun = new AtomicBoolean();
        Runnable once = () -> {
            if (hasRun.compareAndSet(false, true)) {
                action.run();
            }
        };
        context.addEndHandler(_ -> once.run());
        if (context.response().closed()) {
            // The client disconnected meanwhile, so the handler may have been added too late to be called.
            once.run();
        }
    }
}
