package io.agencyswarm.service;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Holds requests that have the header {@link #HEADER} until their client has left, and lets them go on only then, as one
 * does whose look-up in the store was slow. Public, with its methods, for what Quarkus generates to call them.
 */
@Singleton
public class LateRequests {

    static final String HEADER = "x-until-left";

    private static final int LAST = 10_000;
    private static final int PATIENCE_SECONDS = 20;

    private final Semaphore held = new Semaphore(0);
    private final Semaphore served = new Semaphore(0);

    /** Waits on the request's own thread. */
    @ServerRequestFilter(priority = LAST)
    public void hold(RoutingContext request) throws InterruptedException {
        if (request.request().getHeader(HEADER) != null) {
            CountDownLatch left = new CountDownLatch(1);
            request.addEndHandler(ended -> left.countDown());
            held.release();
            if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The client has not left.");
            }
        }
    }

    /** The resource has answered, though nobody listens. */
    @ServerResponseFilter
    public void answered(RoutingContext request) {
        if (request.request().getHeader(HEADER) != null) {
            served.release();
        }
    }

    void awaitHeld() throws InterruptedException {
        await(held);
    }

    void awaitServed() throws InterruptedException {
        await(served);
    }

    private static void await(Semaphore event) throws InterruptedException {
        if (!event.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nothing came in " + PATIENCE_SECONDS + " s.");
        }
    }
}
