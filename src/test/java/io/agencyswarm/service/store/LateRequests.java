package io.agencyswarm.service.store;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Holds requests: those with the header {@link #UNTIL_LEFT} until their client has disconnected, as after a slow
 * look-up in the store; the responses of those with {@link #UNTIL_TOLD} until a test releases them. The class and its
 * methods are public because Quarkus generates code that calls them.
 */
@Singleton
public class LateRequests {

    static final String UNTIL_LEFT = "x-until-left";
    static final String UNTIL_TOLD = "x-until-told";

    private static final int LAST = 10_000;
    private static final int PATIENCE_SECONDS = 20;

    private final Semaphore held = new Semaphore(0);
    private final Semaphore served = new Semaphore(0);
    private final Semaphore told = new Semaphore(0);

    /** Waits on the request's own thread. */
    @ServerRequestFilter(priority = LAST)
    public void hold(RoutingContext request) throws InterruptedException {
        if (request.request().getHeader(UNTIL_LEFT) != null) {
            CountDownLatch left = new CountDownLatch(1);
            request.addEndHandler(_ -> left.countDown());
            held.release();
            if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The client has not left.");
            }
        }
    }

    /** The resource has answered, and the response has not been sent. */
    @ServerResponseFilter
    public void answered(RoutingContext request) throws InterruptedException {
        if (request.request().getHeader(UNTIL_LEFT) != null) {
            served.release();
        }
        if (request.request().getHeader(UNTIL_TOLD) != null) {
            served.release();
            await(told);
        }
    }

    void awaitHeld() throws InterruptedException {
        await(held);
    }

    /** Releases one response. */
    void tell() {
        told.release();
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
