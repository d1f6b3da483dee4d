package io.agencyswarm.request;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.vertx.ext.web.RoutingContext;

/** What depends on a client that is still connected: a run learns when it disconnects, and a wait for it ends. */
public final class ClientPresence {

    private ClientPresence() {}

    /** A call that blocks until it is interrupted. */
    @FunctionalInterface
    public interface BlockingCall<T> {

        /** Blocks and returns the result. */
        T call() throws InterruptedException;
    }

    /** The client of the request has disconnected, so nobody waits for the response. */
    public static final class ClientGoneException extends AgencyException {

        private static final long serialVersionUID = 1;

        ClientGoneException() {
            super(ErrorCode.CANCELLED, "The client has disconnected.");
        }
    }

    /**
     * Registers the client with the run until the request ends. Also works if the client has disconnected already or
     * disconnects before it reads anything.
     */
    public static void watch(RoutingContext context, ActiveRun run) {
        run.join();
        RequestEnd.onEnd(context, run::leave);
    }

    /**
     * Makes a blocking call for a client, on the request's own thread, and returns its result.
     *
     * @throws ClientGoneException if the client disconnects, which interrupts the call
     */
    public static <T> T await(RoutingContext context, BlockingCall<T> call) throws InterruptedException {
        Waiter waiter = new Waiter(Thread.currentThread());
        int handler = context.addEndHandler(_ -> waiter.interrupt());
        try {
            if (context.response().closed()) {
                // The handler may have been added too late to be called.
                waiter.interrupt();
            }
            return call.call();
        } catch (InterruptedException e) {
            if (waiter.isInterrupted()) {
                throw new ClientGoneException();
            }
            throw e;
        } finally {
            context.removeEndHandler(handler);
            waiter.stop();
        }
    }

    /** A thread that waits for a client. */
    private static final class Waiter {

        private final Thread thread;

        // Guarded by this.
        private boolean stopped;
        private boolean interrupted;

        Waiter(Thread thread) {
            this.thread = thread;
        }

        synchronized void interrupt() {
            if (!stopped) {
                interrupted = true;
                thread.interrupt();
            }
        }

        synchronized boolean isInterrupted() {
            return interrupted;
        }

        /** Ends the wait. An interrupt that came too late for the call does not affect what the thread does next. */
        synchronized void stop() {
            stopped = true;
            if (interrupted) {
                var _ = Thread.interrupted();
            }
        }
    }
}
